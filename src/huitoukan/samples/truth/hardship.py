"""Rules on homes, water, disasters, and the households nobody registered."""

from __future__ import annotations

from collections.abc import Mapping

from huitoukan.samples.days import within_months
from huitoukan.samples.truth.identity import suspected_dropout
from huitoukan.samples.truth.support import burden, newly_severe
from huitoukan.samples.truth.world import Group, HouseholdRule, World

_YEAR = 12
_LEAST_LOSS = 10_000
_HARDSHIPS = 2


def unsafe_home(world: World, group: Group) -> bool:
    """Rule ``housing.unsafe``: the newest examination counts."""
    rows = [row for person in group.people for row in world.dwellings.get(person.resident, ())]
    if not rows:
        return False
    newest = max(rows, key=lambda row: row.examined_on)
    return newest.grade in ("C", "D") and newest.repaired_on is None


def unsafe_water(world: World, group: Group) -> bool:
    """Rule ``water.unsafe``."""
    return any(row.solved_on is None for person in group.people for row in world.water.get(person.resident, ()))


def _housing_conflict(world: World, group: Group) -> bool:
    household = group.registered
    return household is not None and not household.unsafe_house and unsafe_home(world, group)


def _struck(world: World, group: Group) -> bool:
    return any(
        row.loss >= _LEAST_LOSS and within_months(row.happened_on, _YEAR, world.as_of)
        for person in group.people
        for row in world.disasters.get(person.resident, ())
    )


def _missed_burden(world: World, group: Group) -> bool:
    return group.registered is None and burden(world, group)


def _missed_hardship(world: World, group: Group) -> bool:
    if group.registered is not None:
        return False
    hardships = (
        newly_severe(world, group),
        unsafe_home(world, group),
        unsafe_water(world, group),
        _struck(world, group),
        any(suspected_dropout(world, person) for person in group.people),
    )
    return sum(hardships) >= _HARDSHIPS


HOUSEHOLD_RULES: Mapping[str, HouseholdRule] = {
    "housing.unsafe": unsafe_home,
    "housing.conflict": _housing_conflict,
    "water.unsafe": unsafe_water,
    "missed.burden": _missed_burden,
    "missed.hardship": _missed_hardship,
}
