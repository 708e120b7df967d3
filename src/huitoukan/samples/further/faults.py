"""What is planted wrong in the further lists, each so many times, and written down."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from random import Random

from huitoukan.samples.columns import Value
from huitoukan.samples.further.bureaus import owned
from huitoukan.samples.further.records import Entries, Fault, FurtherLists, FurtherRow
from huitoukan.samples.records import County, Household, Member

TIMES = 2
Test = Callable[[Household, Member], bool]


def plant_faults(rng: Random, county: County, lists: FurtherLists) -> None:
    """Every fault :data:`TIMES` times, in households drawn by lot."""
    planter = _Planter(rng, county, lists)
    planter.plant_columns()
    planter.plant_rows()
    planter.plant_villages()


class _Planter:
    def __init__(self, rng: Random, county: County, lists: FurtherLists) -> None:
        self.rng = rng
        self.county = county
        self.lists = lists
        people = [(h, m) for h in county.households for m in h.members]
        self._people = rng.sample(people, len(people))

    def plant_columns(self) -> None:
        """Wrong cells in the registry's further columns."""
        self._persons("dropout reason of somebody healthy", lambda _, m: 7 <= self._age(m) < 15, dropout_reason="因病")
        self._persons("party member under age", lambda _, m: 6 <= self._age(m) < 16, political_status="中共党员")
        self._persons("married child", lambda _, m: 8 <= self._age(m) < 17, marital_status="已婚")
        self._persons(
            "both pensions", lambda _, m: 30 <= self._age(m) < 50, resident_pension=True, employee_pension=True
        )
        self._persons("no certificate of a disability", lambda _, m: self._disabled(m), disability_certificate_no="")
        self._persons("another grade than certified", lambda _, m: self._disabled(m), disability_grade="四级")
        self._persons("vocational aid without school", lambda _, m: 20 <= self._age(m) < 40, school_aid=True)
        self._homes("tiny home", house_area=6)
        self._homes("huge home", house_area=860)
        self._homes("too much land", arable_land=340)
        self._homes("far from any road", road_distance=63)
        self._homes("rent without land", arable_land=0, forest_land=0, income_land=2600)
        self._homes("one card for two households", bank_card="6299123456789012345")
        self._homes("income doubled", income_last_year=2000)
        self._homes("a problem that is no risk", problem_education=True, needs=lambda h, _: h.is_active)
        self._homes("relocated without a date", relocated=True, relocated_on=None)
        self._homes("transport subsidy of nobody away", transport_subsidy=500, needs=lambda h, _: _at_home(h))

    def plant_rows(self) -> None:
        """Rows that should not be there, or are missing."""
        for household, member in self._draw(lambda _, m: self._age(m) > 30):
            self._copy("town_homes", household, member, "town home of a registered family")
            self._copy("village_officials", household, member, "official who is registered")
        for household, member in self._draw(lambda _, m: self._age(m) > 30):
            self._copy("machinery", household, member, "dear machine of a registered family", price=26)
        for row in self.rng.sample(self.lists.rows["grants"], TIMES):
            self.lists.rows["grants"].append(FurtherRow(row.township, dict(row.values)))
            self._note("grant twice for one project", "grants", row.values["id_no"])
        for household, _ in self._draw(lambda h, _: h.is_active):
            kept = [r for r in self.lists.rows["visits"] if r.values["household_no"] != household.no]
            self.lists.rows["visits"] = kept
            self._note("nobody came", "visits", household.no)
        self._stop_work()
        self._draw_after_death()

    def plant_villages(self) -> None:
        """Villages whose sheet is wrong."""
        villages = self.rng.sample(self.lists.rows["village_info"], 4)
        for row, (what, values) in zip(villages, _VILLAGE_FAULTS, strict=True):
            row.values |= values
            self._note(what, "village_info", row.values["village"])

    def _stop_work(self) -> None:
        working = [r for r in self.lists.rows["work_monitoring"] if r.values["working"]]
        for row in self.rng.sample(working, TIMES):
            row.values["stopped"] = True
            self._note("stopped work without a date", "work_monitoring", row.values["person_no"])
        for row in self.rng.sample(working, TIMES):
            row.values |= {"stopped": True, "stopped_on": self.county.as_of + timedelta(days=40)}
            self._note("stopped work in the future", "work_monitoring", row.values["person_no"])

    def _draw_after_death(self) -> None:
        dead = {m.resident for h in self.county.households for m in h.members}
        dead &= {row.person for row in self.county.lists.deaths}
        for person in sorted(dead, key=lambda p: p.id_no)[:TIMES]:
            row = self.lists.rows["pension_enrolment"][0]
            drawn: Entries = row.values | {"name": person.name, "id_no": person.id_no, "drawing": True}
            self.lists.rows["pension_enrolment"].append(FurtherRow(row.township, drawn))
            self._note("pension drawn after death", "pension_enrolment", person.id_no)

    def _persons(self, what: str, test: Test, **values: Value) -> None:
        for _, member in self._draw(test):
            self.lists.registered[member.person_no] |= values
            self._note(what, "registered", member.person_no)

    def _homes(self, what: str, needs: Test = lambda *_: True, **values: Value) -> None:
        for household, _ in self._draw(needs):
            for member in household.members:
                self.lists.registered[member.person_no] |= values
            self._note(what, "registered", household.no)

    def _copy(self, kind: str, household: Household, member: Member, what: str, **values: Value) -> None:
        """A row like the others of the list, but of this person."""
        example = self.rng.choice(self.lists.rows[kind])
        who = owned(member.resident) if kind == "machinery" else {"name": member.resident.name, "id_no": member.id_no}
        place: Entries = {"township": household.home.township, "village": household.home.village}
        shown: Entries = {k: v for k, v in place.items() if k in example.values}
        self.lists.rows[kind].append(FurtherRow(household.home.township, example.values | shown | who | values))
        self._note(what, kind, member.person_no)

    def _draw(self, test: Test) -> list[tuple[Household, Member]]:
        """People of households nothing was planted in yet."""
        found: list[tuple[Household, Member]] = []
        for household, member in self._people:
            if len(found) < TIMES and test(household, member) and all(h is not household for h, _ in found):
                found.append((household, member))
        drawn = {h.no for h, _ in found}
        self._people = [(h, m) for h, m in self._people if h.no not in drawn]
        return found

    def _note(self, what: str, kind: str, about: Value) -> None:
        self.lists.faults.append(Fault(what, kind, str(about)))

    def _disabled(self, member: Member) -> bool:
        return bool(self.lists.registered[member.person_no]["disability_certificate_no"])

    def _age(self, member: Member) -> int:
        return self.county.as_of.year - member.resident.born.year


def _at_home(household: Household) -> bool:
    return not any(m.working for m in household.members)


_VILLAGE_FAULTS: Iterable[tuple[str, Entries]] = (
    ("no households", {"households": 0}),
    ("no hard road, no bus", {"hard_road": False, "bus": False}),
    ("no clinic, no doctor", {"clinics": 0, "doctors": 0}),
    ("collective income under the line", {"collective_income": 0.8}),
)
