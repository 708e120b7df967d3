"""Villages: where they come from, in which worlds they are judged, and which households and rows are theirs.

A village is named by township and village; it exists when a row of the registry, of the roster or of a list of
villages names it. What weaker links change in one of its households they may change in the village: it is *touched*
then and laid out in all three worlds, each of which takes its untouched households from world 0.

``village_spelling``  how often each (township, village) is written how
``village_place``     (``township_key`` as listed, '' for none; ``village_key``) → ``village_id``
``village``           village_id, township_key, village_key, and the spelling that most rows use
``household_village`` household → village
``touched_village``   villages that a weaker link touches
``village_world``     a row a village and world
``village_household`` a row a household of a village and world, with ``from_world``: where the household's facts stand
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from huitoukan.engine.facts.subjects import WORLDS
from huitoukan.engine.plan import Step
from huitoukan.engine.results import Present
from huitoukan.policy.models import Pack, Role, Subject

_NAMING = (Subject.REGISTERED, Subject.ROSTER, Subject.VILLAGE)
"""Whose lists say that a village exists."""


@dataclass(frozen=True, slots=True)
class _Places:
    """A list that names villages, and in which columns."""

    kind: str
    subject: Subject
    village: str
    township: str | None

    @property
    def township_key(self) -> str:
        """The township of a row; '' where none is named."""
        return f"COALESCE(r.{self.township}_key, '')" if self.township else "''"


def village_steps(pack: Pack, present: Present) -> Iterator[Step]:
    """The tables above, after those of :mod:`.subjects`."""
    lists = list(_lists(pack, present))
    yield Step("village_spelling", _spelling_sql(lists))
    yield Step("village_place", _PLACE)
    yield Step("village", _VILLAGE)
    yield Step("household_village", _household_sql(lists))
    yield Step("touched_village", _TOUCHED)
    yield Step("village_world", " UNION ALL ".join(_world_sql(number) for number in range(len(WORLDS))))
    yield Step("village_household", _VILLAGE_HOUSEHOLD)


def village_link_steps(pack: Pack, present: Present, kinds: Iterable[str]) -> Iterator[Step]:
    """For each of ``kinds`` that is about villages, ``of_<kind>``: world, village, row, how it was linked."""
    listed = {places.kind: places for places in _lists(pack, present)}
    for kind in kinds:
        if pack.kinds[kind].subject is Subject.VILLAGE:
            yield Step(f"of_{kind}", _rows_sql(kind, listed.get(kind)))


def _lists(pack: Pack, present: Present) -> Iterator[_Places]:
    for kind in pack.kinds.values():
        village, township = kind.with_role(Role.VILLAGE), kind.with_role(Role.TOWNSHIP)
        fields = present.get(kind.id, frozenset())
        if kind.subject in _NAMING and village in fields:
            yield _Places(kind.id, kind.subject, village, township if township in fields else None)


def _spelling_sql(lists: list[_Places]) -> str:
    rows = " UNION ALL ".join(
        f"SELECT {places.township_key} AS township_key, r.{places.village}_key AS village_key, "
        f"{f'r.{places.township}' if places.township else 'CAST(NULL AS VARCHAR)'} AS township, "
        f"r.{places.village} AS village FROM list_{places.kind} r WHERE r.{places.village}_key IS NOT NULL"
        for places in lists
    )
    return (
        f"SELECT township_key, village_key, township, village, COUNT(*) AS number FROM ({rows or _NO_PLACE}) AS n "
        "GROUP BY township_key, village_key, township, village"
    )


_NO_PLACE = "SELECT '' AS township_key, '' AS village_key, '' AS township, '' AS village WHERE FALSE"
# a row that names no township means the one that has a village of that name; where several have, nobody can say
_PLACE = """
WITH known AS (
    SELECT village_key, MIN(township_key) AS township_key, COUNT(DISTINCT township_key) AS number
    FROM village_spelling WHERE township_key <> '' GROUP BY village_key
), placed AS (
    SELECT DISTINCT s.township_key, s.village_key,
        CASE WHEN s.township_key <> '' OR k.number IS NULL THEN s.township_key
            WHEN k.number = 1 THEN k.township_key END AS in_township
    FROM village_spelling s LEFT JOIN known k ON k.village_key = s.village_key
)
SELECT township_key, village_key, in_township, DENSE_RANK() OVER (ORDER BY in_township, village_key) AS village_id
FROM placed WHERE in_township IS NOT NULL
"""
_VILLAGE = """
SELECT village_id, township_key, village_key, township, village
FROM (
    SELECT p.village_id, p.in_township AS township_key, p.village_key, s.township, s.village,
        ROW_NUMBER() OVER (PARTITION BY p.village_id
            ORDER BY CASE WHEN s.township IS NULL THEN 1 ELSE 0 END, s.number DESC, s.township, s.village) AS place
    FROM village_place p
    JOIN village_spelling s ON s.township_key = p.township_key AND s.village_key = p.village_key
) AS o
WHERE place = 1
"""


def _household_sql(lists: list[_Places]) -> str:
    """A household is in the village of its first row that names one."""
    parts = []
    for places in lists:
        if places.subject is Subject.VILLAGE:
            continue
        own = places.subject is Subject.REGISTERED
        home = "r.household_no" if own else "x.home"
        join = "" if own else " JOIN roster_home x ON x.row_id = r.row_id"
        parts.append(
            f"SELECT '{places.subject}' AS origin, {home} AS home, MIN_BY({places.township_key}, r.row_id) AS "
            f"township_key, MIN_BY(r.{places.village}_key, r.row_id) AS village_key FROM list_{places.kind} r{join} "
            f"WHERE r.{places.village}_key IS NOT NULL GROUP BY {home}"
        )
    homes = " UNION ALL ".join(parts) or "SELECT '' AS origin, '' AS home, '' AS township_key, '' AS village_key"
    return (
        f"SELECT h.household_id, p.village_id FROM household h JOIN ({homes}) AS o ON o.origin = h.origin "
        "AND o.home = h.home JOIN village_place p ON p.township_key = o.township_key AND p.village_key = o.village_key"
    )


_TOUCHED = """
SELECT DISTINCT v.village_id FROM touched t JOIN household_village v ON v.household_id = t.household_id
"""


def _world_sql(number: int) -> str:
    return f"SELECT CAST({number} AS INTEGER) AS world, village_id FROM {'touched_village' if number else 'village'}"


_VILLAGE_HOUSEHOLD = """
SELECT w.world, w.village_id, h.household_id, CASE WHEN t.household_id IS NULL THEN 0 ELSE w.world END AS from_world
FROM village_world w
JOIN household_village h ON h.village_id = w.village_id
LEFT JOIN touched t ON t.household_id = h.household_id
"""


def _rows_sql(kind: str, places: _Places | None) -> str:
    """The rows of a list of villages; without a column of villages it says nothing of any."""
    if places is None:
        return (
            "SELECT world, village_id, village_id AS row_id, '' AS method, 0.0 AS score FROM village_world WHERE FALSE"
        )
    return (
        "SELECT w.world, w.village_id, r.row_id, 'village' AS method, CAST(NULL AS DOUBLE) AS score "
        f"FROM list_{kind} r JOIN village_place p ON p.township_key = {places.township_key} "
        f"AND p.village_key = r.{places.village}_key JOIN village_world w ON w.village_id = p.village_id"
    )
