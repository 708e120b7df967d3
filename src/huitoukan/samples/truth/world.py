"""The county as one reader sees it: the rows that can be tied to people, and who is asked about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from huitoukan.samples.days import completed_years, month_index
from huitoukan.samples.records import County, Helper, Household, Lists, Member, Resident, Row

R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class Person:
    """A person a rule may fire for: a row of the registry, or somebody on the roster only."""

    resident: Resident
    member: Member | None
    household_no: str
    person_no: str


@dataclass(frozen=True, slots=True)
class Group:
    """A household a rule may fire for: registered, or on the roster with nobody registered."""

    no: str
    people: Sequence[Person]
    registered: Household | None


PersonRule = Callable[["World", Person], bool]
HouseholdRule = Callable[["World", Group], bool]


def by_person(rows: Iterable[R]) -> Mapping[Resident, list[R]]:
    """Rows under the person they mean."""
    index: dict[Resident, list[R]] = defaultdict(list)
    for row in rows:
        index[row.person].append(row)
    return index


class World:
    """Facts of a county seen through the rows that ``visible`` lets pass."""

    def __init__(self, county: County, visible: Callable[[Row], bool]) -> None:
        self.county = county
        self.as_of = county.as_of
        self.parameters = county.parameters
        lists: Lists = county.lists
        self.claims = by_person(filter(visible, lists.medical_claims))
        self.enrolments = by_person(filter(visible, lists.medical_enrolment))
        self.certificates = by_person(filter(visible, lists.disability))
        self.pupils = by_person(filter(visible, lists.students))
        self.dwellings = by_person(filter(visible, lists.housing))
        self.water = by_person(filter(visible, lists.water))
        self.allowances = by_person(filter(visible, lists.allowances))
        self.deaths = by_person(filter(visible, lists.deaths))
        self.vehicles = by_person(filter(visible, lists.vehicles))
        self.companies = by_person(filter(visible, lists.companies))
        self.payroll = by_person(filter(visible, lists.payroll))
        self.work = by_person(filter(visible, lists.work))
        self.disasters = by_person(filter(visible, lists.disasters))
        self.loans = by_person(filter(visible, lists.loans))

    def age(self, person: Person) -> int:
        """Completed years on the day; birth dates in valid numbers and in the registry agree here."""
        return completed_years(person.resident.born, self.as_of)

    @cached_property
    def month(self) -> int:
        """The index of the month of ``as_of``."""
        return month_index(self.as_of)

    @cached_property
    def groups(self) -> Sequence[Group]:
        """Registered households first, then those of the roster with nobody registered."""
        registered = [
            Group(h.no, [Person(m.resident, m, h.no, m.person_no) for m in h.members], h)
            for h in self.county.households
        ]
        members = {m.resident for h in self.county.households for m in h.members}
        missed = [
            Group(home.no, [Person(o.resident, None, home.no, o.resident.id_no) for o in home.occupants], None)
            for home in self.county.homes
            if not any(o.resident in members for o in home.occupants)
        ]
        return registered + missed

    @cached_property
    def people(self) -> Sequence[Person]:
        """Every registered row and every person who is only on the roster."""
        registered = [p for g in self.groups if g.registered for p in g.people]
        members = {p.resident for p in registered}
        others = [
            Person(o.resident, None, home.no, o.resident.id_no)
            for home in self.county.homes
            for o in home.occupants
            if o.resident not in members
        ]
        return registered + others

    @cached_property
    def number_holders(self) -> Mapping[str, set[str]]:
        """The person numbers that stand beside each ID number in the registry."""
        holders: dict[str, set[str]] = defaultdict(set)
        for household in self.county.households:
            for member in household.members:
                holders[member.id_no].add(member.person_no)
        return holders

    @cached_property
    def phone_holders(self) -> Mapping[str, set[str]]:
        """The registered households behind each household phone."""
        holders: dict[str, set[str]] = defaultdict(set)
        for household in self.county.households:
            holders[household.phone].add(household.no)
        return holders

    @cached_property
    def helpers_now(self) -> Mapping[str, list[Helper]]:
        """Helpers whose term holds on the day, by household number."""
        current: dict[str, list[Helper]] = defaultdict(list)
        for helper in self.county.helpers:
            if helper.started_on <= self.as_of and (helper.ended_on is None or helper.ended_on >= self.as_of):
                current[helper.household.no].append(helper)
        return current

    @cached_property
    def loads(self) -> Mapping[str, set[str]]:
        """The households each helper holds on the day, by the helper's ID number."""
        held: dict[str, set[str]] = defaultdict(set)
        for no, helpers in self.helpers_now.items():
            for helper in helpers:
                held[helper.id_no].add(no)
        return held
