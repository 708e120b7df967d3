"""The further exports of the national system: villages, monthly work, homes, visits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta
from random import Random

from huitoukan.samples.columns import Month
from huitoukan.samples.days import completed_years, month_index
from huitoukan.samples.further.homes import Living
from huitoukan.samples.further.records import Entries, FurtherRow
from huitoukan.samples.records import County, Helper, Home, Household, Member, Resident
from huitoukan.samples.registry import ABLE, month_day
from huitoukan.samples.words import words

_MONITORED_MONTHS = 3
_SURVEYED_SHARE = 0.15
Place = tuple[str, str]


def monitor_work(rng: Random, county: County, registered: dict[str, Entries]) -> Iterator[FurtherRow]:
    """The last months of everybody able to work, as their registry entry tells it."""
    now = month_index(county.as_of)
    for household in county.households:
        for member in household.members:
            if not (member.working or member.labour in ABLE):
                continue
            for back in reversed(range(_MONITORED_MONTHS)):
                said = registered[member.person_no]
                yield FurtherRow(household.home.township, _worked(rng, county, household, member, said, now - back))


def _worked(rng: Random, county: County, household: Household, member: Member, said: Entries, month: int) -> Entries:
    works = member.working
    most = min(county.as_of.month, member.work_months or 0)
    return {
        "township": household.home.township,
        "village": household.home.village,
        "household_no": household.no,
        "person_no": member.person_no,
        "name": member.resident.name,
        "id_no": member.id_no,
        "month": Month(month_day(month)),
        "working": works,
        "place": said["work_place"],
        "employer": said["employer"],
        "workshop": said["workshop"],
        "started_on": month_day(month_index(county.as_of) - max(most, _MONITORED_MONTHS)) if works else None,
        "stopped": False,
        "stopped_on": None,
        "stop_reason": "",
        "planned": False if works else rng.random() < 0.3,
        "planned_on": None,
        "monthly_wage": member.monthly_wage if works else None,
        "months": max(0, most - (month_index(county.as_of) - month)) if works else 0,
    }


def survey_homes(rng: Random, county: County, living: dict[str, Living]) -> Iterator[FurtherRow]:
    """The home of every registered household, and of some others."""
    numbers = {household.home.no: household.no for household in county.households}
    for home in county.homes:
        if home.no in numbers or rng.random() < _SURVEYED_SHARE:
            surveyed = county.as_of - timedelta(days=rng.randint(20, 300))
            told = _told(living[home.no]) | {"surveyed_on": surveyed, "household_no": numbers.get(home.no, "")}
            yield FurtherRow(home.township, _placed(home) | told)


def _placed(home: Home) -> Entries:
    return {
        "township": home.township,
        "village": home.village,
        "head_name": home.head.name,
        "head_id_no": home.head.id_no,
    }


def _told(home: Living) -> Entries:
    return {
        "house_area": home.house_area,
        "house_structure": home.structure,
        "built_in": home.built_in,
        "road_distance": home.road_distance,
        "entry_road": home.entry_road,
        "water_supply": home.water_supply,
        "water_to_home": home.water_supply == "自来水",
        "toilet_kind": home.toilet_kind,
        "sanitary_toilet": home.sanitary_toilet,
        "electricity": True,
        "fuel": home.fuel,
        "heating": home.heating,
        "internet": home.internet,
        "waste_collected": True,
        "sewage": home.sewage,
    }


def record_visits(rng: Random, county: County) -> Iterator[FurtherRow]:
    """A helper comes every month where a household is monitored, else once a quarter."""
    for helper in county.helpers:
        if helper.ended_on is None:
            for back in range(3 if helper.household.is_active else 1):
                yield FurtherRow(helper.household.home.township, _visit(rng, county, helper, back))


def _visit(rng: Random, county: County, helper: Helper, back: int) -> Entries:
    return {
        "household_no": helper.household.no,
        "helper_name": helper.name,
        "visited_on": county.as_of - timedelta(days=30 * back + rng.randint(1, 25)),
        "way": rng.choices(("入户", "电话"), (80, 20))[0],
        "content": rng.choice(words()["visit_contents"]),
    }


def describe_villages(rng: Random, county: County, living: dict[str, Living]) -> Iterator[FurtherRow]:
    """Each village counted from its people."""
    counts = _Counts(county)
    places = [(township, village) for township, villages in county.townships.items() for village in villages]
    for number, place in enumerate(places):
        homes = [home for home in county.homes if (home.township, home.village) == place]
        values: Entries = {"county": county.name, "township": place[0], "village": place[1]}
        values |= {"village_code": f"99{number:010d}", "households": len(homes)}
        values |= {"population": sum(len(home.occupants) for home in homes)}
        values |= {"arable_land": round(sum(living[home.no].arable_land for home in homes) * 1.1, 1)}
        values |= {"forest_land": round(sum(living[home.no].forest_land for home in homes) * 1.6, 1)}
        yield FurtherRow(place[0], values | counts.of(place) | _facilities(rng))


class _Counts:
    """People and households of each village by what they are."""

    def __init__(self, county: County) -> None:
        self._place = {o.resident: (h.township, h.village) for h in county.homes for o in h.occupants}
        lists, as_of = county.lists, county.as_of
        low = {row.person for row in lists.allowances if row.allowance_kind == "低保"}
        grown = [o.resident for h in county.homes for o in h.occupants if completed_years(o.resident.born, as_of) >= 16]
        insured = {row.person for row in lists.medical_enrolment if row.year == county.year}
        self._counted: dict[str, Counter[Place]] = {
            "registered_households": Counter((h.home.township, h.home.village) for h in county.households),
            "registered_people": Counter(
                (h.home.township, h.home.village) for h in county.households for _ in h.members
            ),
            "low_allowance_people": self._count(low),
            "disabled_people": self._count({row.person for row in lists.disability if not row.cancelled}),
            "pension_people": Counter({p: round(n * 0.9) for p, n in self._count(grown).items()}),
            "insured_people": self._count(insured),
            "unsafe_house_households": self._count(
                {r.person for r in lists.housing if r.grade in "CD" and r.repaired_on is None}
            ),
            "unsafe_water_households": self._count({r.person for r in lists.water if r.solved_on is None}),
            "workers_away": self._count({row.person for row in lists.work if row.ended_on is None}),
        }

    def of(self, place: Place) -> Entries:
        """The counts of one village."""
        return {name: counter[place] for name, counter in self._counted.items()}

    def _count(self, people: Iterable[Resident]) -> Counter[Place]:
        return Counter(self._place[p] for p in people if p in self._place)


def _facilities(rng: Random) -> Entries:
    return {
        "groups": rng.randint(4, 14),
        "extreme_poverty_people": rng.randint(1, 6),
        "clinics": 1,
        "doctors": rng.randint(1, 2),
        "public_toilets": rng.randint(1, 4),
        "waste_points": rng.randint(3, 12),
        "libraries": 1,
        "culture_rooms": 1,
        "cooperatives": rng.randint(1, 4),
        "collective_income": round(rng.uniform(12, 60), 1),
        "hard_road": True,
        "bus": True,
        "power": True,
        "broadband": True,
        "poor_village": rng.random() < 0.4,
        "first_secretary": rng.choice(words()["surnames"]) + "".join(rng.choices(words()["given"], k=2)),
    }
