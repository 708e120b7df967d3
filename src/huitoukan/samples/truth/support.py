"""Rules on insurance, illness, disability and payments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from huitoukan.samples.days import month_index, within_months
from huitoukan.samples.records import Certificate
from huitoukan.samples.truth.world import Group, HouseholdRule, Person, PersonRule, World

_INSURED = ("正常", "正常参保")
_SEVERE = (1, 2)
_YEAR = 12
_RECENT_MONTHS = 3


def certificates(world: World, person: Person) -> Sequence[Certificate]:
    """A person's certificates that were not cancelled."""
    return [row for row in world.certificates.get(person.resident, ()) if not row.cancelled]


def is_alive(world: World, person: Person) -> bool:
    """Not on the list of deaths."""
    return not world.deaths.get(person.resident)


def uninsured(world: World, person: Person) -> bool:
    """Rule ``insurance.none``."""
    rows = world.enrolments.get(person.resident, ())
    enrolled = any(row.year == world.county.year and row.status in _INSURED for row in rows)
    return person.member is not None and is_alive(world, person) and not enrolled


def _insured_twice(world: World, person: Person) -> bool:
    member = person.member
    return member is not None and member.resident_insured and member.employee_insured


def _insurance_conflict(world: World, person: Person) -> bool:
    if person.member is None or not person.member.resident_insured:
        return False
    return all(row.year != world.county.year for row in world.enrolments.get(person.resident, ()))


def burden(world: World, group: Group) -> bool:
    """Rule ``medical.burden``."""
    limit = "self_paid_other" if group.registered is None else "self_paid_registered"
    paid = sum(
        row.self_paid
        for person in group.people
        for row in world.claims.get(person.resident, ())
        if within_months(row.settled_on, _YEAR, world.as_of)
    )
    return round(paid, 2) >= world.parameters[limit]


def newly_severe(world: World, group: Group) -> bool:
    """Rule ``disability.new_severe``."""
    return any(
        row.grade in _SEVERE and within_months(row.issued_on, _YEAR, world.as_of)
        for person in group.people
        for row in certificates(world, person)
    )


def _unrecorded(world: World, person: Person) -> bool:
    member = person.member
    return member is not None and "残疾" not in member.health and bool(certificates(world, person))


def _no_care_subsidy(world: World, person: Person) -> bool:
    severe = any(row.grade in _SEVERE for row in certificates(world, person))
    return severe and is_alive(world, person) and not _paid_lately(world, person, "重度残疾人护理补贴")


def _allowance_conflict(world: World, person: Person) -> bool:
    says = person.member.low_income_allowance if person.member else ""
    return says not in ("", "不享受") and not _paid_lately(world, person, "低保")


def _paid_lately(world: World, person: Person, kind: str) -> bool:
    months = range(world.month - _RECENT_MONTHS + 1, world.month + 1)
    rows = world.allowances.get(person.resident, ())
    return any(row.allowance_kind == kind and month_index(row.month) in months for row in rows)


def _after_death(world: World, person: Person) -> bool:
    deaths = world.deaths.get(person.resident, ())
    rows = world.allowances.get(person.resident, ())
    return any(month_index(row.month) > month_index(death.died_on) for death in deaths for row in rows)


def _paid_twice(world: World, person: Person) -> bool:
    rows = world.allowances.get(person.resident, ())
    return any(count > 1 for count in Counter((row.allowance_kind, row.month) for row in rows).values())


PERSON_RULES: Mapping[str, PersonRule] = {
    "insurance.none": uninsured,
    "insurance.both": _insured_twice,
    "insurance.conflict": _insurance_conflict,
    "disability.unrecorded": _unrecorded,
    "disability.no_care_subsidy": _no_care_subsidy,
    "allowance.after_death": _after_death,
    "allowance.twice": _paid_twice,
    "allowance.conflict": _allowance_conflict,
}
HOUSEHOLD_RULES: Mapping[str, HouseholdRule] = {
    "medical.burden": burden,
    "disability.new_severe": newly_severe,
}
