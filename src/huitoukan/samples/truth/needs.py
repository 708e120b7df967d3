"""Sorts the truth by what it takes to see it: nothing, a damaged row linked, a name, a repair to clear it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from huitoukan.samples.records import County, Row
from huitoukan.samples.truth import hardship, identity, labour, money, monitoring, support
from huitoukan.samples.truth.world import HouseholdRule, PersonRule, World

Need = Literal["plain", "repair", "named", "false_without_repair"]
PERSON_RULES: Mapping[str, PersonRule] = {
    **identity.PERSON_RULES,
    **labour.PERSON_RULES,
    **support.PERSON_RULES,
}
HOUSEHOLD_RULES: Mapping[str, HouseholdRule] = {
    **labour.HOUSEHOLD_RULES,
    **support.HOUSEHOLD_RULES,
    **hardship.HOUSEHOLD_RULES,
    **money.HOUSEHOLD_RULES,
    **monitoring.HOUSEHOLD_RULES,
}
INTACT = ("", "old15")
NAME_ONLY = ("missing", "wrong_id")


class Key(NamedTuple):
    """One finding, as the scorer tells findings apart."""

    rule_id: str
    level: str
    household_no: str
    person_no: str


def classify(county: County) -> dict[Key, Need]:
    """Every finding that is true, or that careless reading would make, with what it needs."""
    damage = damage_reader(county)
    every = find(World(county, lambda row: True))
    intact = find(World(county, lambda row: damage(row) in INTACT))
    mended = find(World(county, lambda row: damage(row) not in NAME_ONLY))
    needs: dict[Key, Need] = dict.fromkeys((intact | mended) - every, "false_without_repair")
    needs.update(dict.fromkeys(every, "named"))
    needs.update(dict.fromkeys(every & mended, "repair"))
    needs.update(dict.fromkeys(every & intact, "plain"))
    return needs


def damage_reader(county: County) -> Callable[[Row], str]:
    """A row's damage; an intact row of somebody whose number is wrong in the registry reads ``registry``."""
    members = [m for household in county.households for m in household.members]
    misregistered = {m.resident for m in members if not _leads_to(m.id_no, m.resident.id_no)}

    def read(row: Row) -> str:
        return "registry" if row.damage in INTACT and row.person in misregistered else row.damage

    return read


def _leads_to(listed: str, true: str) -> bool:
    return listed in (true, true[:6] + true[8:17])


def find(world: World) -> set[Key]:
    """All findings in one view of the county."""
    people = {
        Key(rule, "person", person.household_no, person.person_no)
        for rule, fires in PERSON_RULES.items()
        for person in world.people
        if fires(world, person)
    }
    households = {
        Key(rule, "household", group.no, "")
        for rule, fires in HOUSEHOLD_RULES.items()
        for group in world.groups
        if fires(world, group)
    }
    return people | households
