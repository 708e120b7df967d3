"""Whatever lands in whatever order, and whatever is undone: the registry is what the lists say, replayed day by day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.domain.registry.desk import (
    NOVEMBER,
    OCTOBER,
    SEPTEMBER,
    Desk,
    homes_on,
    landed,
    people_on,
    person,
    registered,
)

from huitoukan.domain.registry.actions.landings import WrongLanding
from huitoukan.domain.registry.models import Import
from huitoukan.domain.registry.queries import newest_landing

DAYS = (SEPTEMBER, OCTOBER, NOVEMBER)
PLACES = {
    "990101001001": ("东河镇", "柳树村"),
    "990101001002": ("东河镇", "石桥村"),
    "990101002001": ("西岭乡", "柳树村"),
}
People = dict[str, tuple[str, str, str]]

place = st.sampled_from(sorted(PLACES))
listed = st.fixed_dictionaries(
    {number: st.none() | st.tuples(st.sampled_from((1, 2)), st.sampled_from(("健康", "残疾"))) for number in (1, 2, 3)}
)
landing = st.tuples(
    st.sampled_from(DAYS), st.booleans(), listed.filter(lambda rows: any(rows.values())), st.tuples(place, place)
)
steps = st.lists(landing | st.integers(0, 3), min_size=1, max_size=6)


@dataclass
class Replay:
    """The registry as somebody with a pencil would keep it."""

    lists: list[tuple[dt.date, int, bool, People]] = field(default_factory=list)

    def on(self, day: dt.date) -> People:
        known: People = {}
        for _day, _turn, is_complete, said in sorted(each for each in self.lists if each[0] <= day):
            covered = {area[:9] for _home, area, _health in said.values()} if is_complete else set()
            known = {key: who for key, who in known.items() if who[1][:9] not in covered} | said
        return known


def rows_of(said: Any, places: Any) -> tuple[list[dict[str, str]], People]:
    """What stands on the list, and what it means."""
    rows, people = [], {}
    for number, told in said.items():
        if told:
            home, health = told
            township, village = PLACES[places[home - 1]]
            rows.append(person(number, home, township=township, village=village, health=health))
            people[f"P{number}"] = (f"99H{home}", places[home - 1], health)
    return rows, people


def homes(people: People) -> People:
    """The households of those on a list: each lies in one village."""
    return {home: ("", area, "") for home, area, _health in people.values()}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_the_registry_is_what_the_lists_say(desk: Desk, taken: list[Any]) -> None:
    with transaction.atomic():
        replay_and_compare(desk, taken)
        transaction.set_rollback(True)


def replay_and_compare(desk: Desk, taken: list[Any]) -> None:
    replay, replayed_homes, imports, believed = Replay(), Replay(), [], {}
    for turn, step in enumerate(taken):
        if isinstance(step, int):
            undo(desk, (replay, replayed_homes), imports, step)
        else:
            day, is_complete, said, places = step
            rows, people = rows_of(said, places)
            imports.append((landed(desk.land(registered(*rows), day=day, is_complete=is_complete)), turn))
            replay.lists.append((day, turn, is_complete, people))
            replayed_homes.lists.append((day, turn, is_complete, homes(people)))
        believed[newest_landing()] = {day: (replay.on(day), replayed_homes.on(day)) for day in DAYS}
    for number, days in believed.items():
        for day, (people, houses) in days.items():
            assert people_on(day, number) == people
            found = {home: area for home, (area, _size, _income) in homes_on(day, number).items()}
            assert found == {home: area for home, (_, area, _) in houses.items()}


def undo(desk: Desk, replays: tuple[Replay, ...], imports: list[tuple[Import, int]], which: int) -> None:
    """The last one can always be undone, others if nobody built on them."""
    if not imports:
        return
    brought, turn = imports[which % len(imports)]
    try:
        desk.undo(brought)
    except WrongLanding:
        assert (brought, turn) != imports[-1]
        return
    imports.remove((brought, turn))
    for replay in replays:
        replay.lists = [each for each in replay.lists if each[1] != turn]
