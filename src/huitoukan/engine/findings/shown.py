"""How a subject is shown: numbers, names and places."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from huitoukan.engine.plan import Step
from huitoukan.engine.results import Present
from huitoukan.policy.models import Level, Pack, Subject

_LISTS = ("registered", "roster")
_COLUMNS = ("township", "village", "name", "id_no")


def shown_steps(pack: Pack, present: Present, levels: Collection[Level]) -> Iterator[Step]:
    """``shown_<level>`` for each of ``levels``: by ``k``, what a finding shows of a subject."""
    lists = [kind for kind in _LISTS if kind in present]
    yield Step("shown_person", _person_sql(present, lists))
    related = any("relation" in present[kind] for kind in lists)
    yield Step("shown_household", _household_sql(present, lists), {"head": pack.head_relation} if related else {})
    if Level.VILLAGE in levels:
        yield Step("shown_village", _VILLAGE)


def _column(present: Present, kind: str, column: str) -> str:
    return column if column in present[kind] else f"CAST(NULL AS VARCHAR) AS {column}"


def _rows_sql(present: Present, kind: str, source: str, extra: str = "") -> str:
    township = "township, township_key" if "township" in present[kind] else _NO_TOWNSHIP
    columns = ", ".join(_column(present, kind, column) for column in _COLUMNS if column != "township")
    return f"SELECT '{kind}' AS kind, row_id, {township}, {columns}{extra} FROM {source}"


_ROSTER_AT_HOME = "(SELECT o.*, h.home FROM list_roster o JOIN roster_home h ON h.row_id = o.row_id) AS o"
_NO_TOWNSHIP = "CAST(NULL AS VARCHAR) AS township, CAST(NULL AS VARCHAR) AS township_key"
_SHOWN = "COALESCE(t.township, r.township, '') AS township, COALESCE(r.village, '') AS village, r.name, r.id_no"


def _person_sql(present: Present, lists: list[str]) -> str:
    rows = " UNION ALL ".join(_rows_sql(present, kind, f"list_{kind}") for kind in lists)
    return f"""
SELECT s.subject_id AS k, COALESCE(s.household_no, '') AS household_no, s.person_no, s.registered, s.kind, s.row_id,
       {_SHOWN}
FROM subject s
JOIN ({rows}) AS r ON r.kind = s.kind AND r.row_id = s.row_id
LEFT JOIN township_name t ON t.township_key = r.township_key
"""


def _household_sql(present: Present, lists: list[str]) -> str:
    """A household is shown by its head's row, or its first row when nobody is its head."""
    parts = []
    for kind in lists:
        is_head = "CASE WHEN relation = $head THEN 0 ELSE 1 END" if "relation" in present[kind] else "0"
        home = "household_no" if kind == Subject.REGISTERED else "home"
        place = f", {home} AS home, ROW_NUMBER() OVER (PARTITION BY {home} ORDER BY {is_head}, row_id) AS place"
        source = f"list_{kind}" if kind == Subject.REGISTERED else _ROSTER_AT_HOME
        parts.append(_rows_sql(present, kind, source, place))
    return f"""
SELECT h.household_id AS k, h.household_no, '' AS person_no, h.origin = 'registered' AS registered, r.kind, r.row_id,
       {_SHOWN}
FROM household h
JOIN ({" UNION ALL ".join(parts)}) AS r ON r.kind = h.origin AND r.home = h.home AND r.place = 1
LEFT JOIN township_name t ON t.township_key = r.township_key
"""


_VILLAGE = """
SELECT v.village_id AS k, '' AS household_no, '' AS person_no, FALSE AS registered,
       COALESCE(t.township, v.township, '') AS township, v.village, v.village AS name, CAST(NULL AS VARCHAR) AS id_no
FROM village v
LEFT JOIN township_name t ON t.township_key = v.township_key
"""
