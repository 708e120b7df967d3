"""The further lists of bureaus and townships: pension cover, homes in towns, officials, grants, marriages, machines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from huitoukan.samples.days import completed_years, random_day
from huitoukan.samples.further.income import OLD
from huitoukan.samples.further.records import Entries, FurtherRow
from huitoukan.samples.further.registry import ADULT
from huitoukan.samples.records import County, Home, Resident
from huitoukan.samples.words import words

RESIDENT, EMPLOYEE = "城乡居民基本养老保险", "企业职工基本养老保险"
_UNCOVERED = 0.015
_OFFICIALS = ("村党支部书记", "村委会主任", "村会计", "村妇联主席", "村委委员")
_MACHINES = ("轮式拖拉机", "联合收割机", "旋耕机", "植保无人机", "粮食烘干机")


def enrol_in_pension(rng: Random, county: County) -> Iterator[FurtherRow]:
    """Everybody grown and out of school, at the bureau that also insures their health."""
    members = {m.resident: m for h in county.households for m in h.members}
    dead = {row.person for row in county.lists.deaths}
    employed = {r.person for r in county.lists.medical_enrolment if r.enrolment_kind == "城镇职工"}
    for home in county.homes:
        for person in (o.resident for o in home.occupants):
            age, member = completed_years(person.born, county.as_of), members.get(person)
            studies = member is not None and bool(member.school_status)
            if age >= ADULT and not studies and person not in dead and rng.random() > _UNCOVERED:
                cover = EMPLOYEE if person in employed else RESIDENT
                yield FurtherRow(home.township, _named(person) | _pension(rng, county, person, age, cover))


def _pension(rng: Random, county: County, person: Resident, age: int, cover: str) -> Entries:
    first = min(county.as_of, max(date(2010, 1, 1), date(person.born.year + ADULT, 12, 31)))
    return {
        "year": county.year,
        "enrolment_kind": cover,
        "status": "正常参保",
        "drawing": age >= OLD,
        "started_on": random_day(rng, first, max(first, county.as_of - timedelta(days=200))),
    }


def list_town_homes(rng: Random, county: County) -> Iterator[FurtherRow]:
    """Homes in town of families that are not registered."""
    for home in _unlisted(rng, county, 0.03):
        values: Entries = {
            "certificate": f"砚（2021）不动产权第{rng.randint(1000, 99999):07d}号",
            "address": f"城关镇{rng.choice(words()['estates'])}{rng.randint(1, 30)}栋{rng.randint(101, 1804)}室",
            "area": round(rng.uniform(75, 140), 2),
            "purpose": rng.choices(("住宅", "商业", "车库"), (92, 5, 3))[0],
            "registered_on": random_day(rng, date(county.as_of.year - 8, 1, 1), county.as_of),
        }
        yield FurtherRow(home.township, _named(home.head) | values)


def list_officials(rng: Random, county: County) -> Iterator[FurtherRow]:
    """Each village's officials, from families that are not registered."""
    for township, villages in county.townships.items():
        for village in villages:
            homes = [h for h in _unlisted(rng, county, 1) if (h.township, h.village) == (township, village)]
            working = [h for h in homes if 28 <= completed_years(h.head.born, county.as_of) < OLD]
            for post, home in zip(_OFFICIALS, working, strict=False):
                values: Entries = {"township": township, "village": village, "post": post}
                values |= {"started_on": date(county.as_of.year - rng.choice((1, 5)), 3, 15), "ended_on": None}
                yield FurtherRow(township, _named(home.head) | values)


def pay_grants(rng: Random, county: County) -> Iterator[FurtherRow]:
    """Grants for what households raise and grow; they are named by their head."""
    for household in county.households:
        if "industry" in household.measures and rng.random() < 0.5:
            at = rng.randrange(len(words()["grant_projects"]))
            values: Entries = {
                "project": words()["grant_projects"][at],
                "project_no": f"XM{county.year}{at + 1:03d}",
                "amount": rng.choice((500, 1000, 1500, 2000, 3000)),
                "granted_on": random_day(rng, county.as_of - timedelta(days=240), county.as_of),
            }
            head = household.members[0].resident
            yield FurtherRow(household.home.township, _named(head) | values)


def register_marriages(rng: Random, county: County) -> Iterator[FurtherRow]:
    """The couples of the county who married in the last years."""
    for home in county.homes:
        spouse = next((o.resident for o in home.occupants if o.relation == "配偶"), None)
        if spouse is None or home.head.sex == spouse.sex:
            continue
        grown = max(p.born.year + 22 for p in (home.head, spouse))
        if county.as_of.year - 20 <= grown < county.as_of.year:
            day = random_day(rng, date(grown, 1, 5), min(date(grown + 5, 9, 30), county.as_of))
            for one, other in ((home.head, spouse), (spouse, home.head)):
                values: Entries = {"spouse_name": other.name, "spouse_id_no": other.id_no}
                values |= {"kind": "结婚登记", "registered_on": day}
                yield FurtherRow(home.township, _named(one) | values)


def register_machines(rng: Random, county: County) -> Iterator[FurtherRow]:
    """Farm machines of families that are not registered; prices in ten thousand yuan."""
    for home in _unlisted(rng, county, 0.015):
        values: Entries = {
            "machine": rng.choice(_MACHINES),
            "price": round(rng.uniform(0.4, 18), 2),
            "registered_on": random_day(rng, date(county.as_of.year - 6, 1, 1), county.as_of),
        }
        yield FurtherRow(home.township, owned(home.head) | values)


def owned(person: Resident) -> Entries:
    """Somebody as a list of machines names them."""
    return {"owner_name": person.name, "id_no": person.id_no}


def _named(person: Resident) -> Entries:
    return {"name": person.name, "id_no": person.id_no}


def _unlisted(rng: Random, county: County, share: float) -> list[Home]:
    """Homes with nobody in the registry."""
    listed = {id(h.home) for h in county.households}
    return [home for home in county.homes if id(home) not in listed and (share >= 1 or rng.random() < share)]
