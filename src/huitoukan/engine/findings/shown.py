"""How a subject is shown: numbers, names and places."""

from __future__ import annotations

from huitoukan.engine.plan import Step
from huitoukan.engine.results import Present
from huitoukan.policy.models import Level, Pack

_COLUMNS = ("township", "village", "name", "id_no")


def household_row_step(pack: Pack, present: Present) -> Step:
    """``household_row``: by ``k``, the row of a household's head, or its first row when nobody is its head."""
    parts = []
    for kind in _kinds(present):
        headed = "relation" in present[kind]
        head = "MIN(row_id) FILTER (WHERE relation = $head)" if headed else "CAST(NULL AS BIGINT)"
        home, source = _HOMES[kind]
        parts.append(
            f"SELECT '{kind}' AS kind, {home} AS home, COALESCE({head}, MIN(row_id)) AS row_id "
            f"FROM {source} GROUP BY {home}"
        )
    related = any("relation" in present[kind] for kind in _kinds(present))
    sql = (
        f"SELECT h.household_id AS k, r.kind, r.row_id FROM household h JOIN ({' UNION ALL '.join(parts)}) AS r "
        "ON r.kind = h.origin AND r.home = h.home"
    )
    return Step("household_row", sql, {"head": pack.head_relation} if related else {})


def shown_step(present: Present, level: Level) -> Step:
    """``shown_<level>``: by ``k``, what findings show of each subject that has one."""
    if level is Level.VILLAGE:
        return Step("shown_village", _VILLAGE)
    rows = " UNION ALL ".join(_rows_sql(present, kind) for kind in _kinds(present))
    subject = _PERSON if level is Level.PERSON else _HOUSEHOLD
    return Step(f"shown_{level}", subject.format(rows=rows))


def own_rows_sql(level: Level) -> str:
    """The row of its own that every person or household has: ``k``, ``kind``, ``row_id``."""
    return "(SELECT subject_id AS k, kind, row_id FROM subject)" if level is Level.PERSON else "household_row"


def _kinds(present: Present) -> list[str]:
    return [kind for kind in _HOMES if kind in present]


def _column(present: Present, kind: str, column: str) -> str:
    return column if column in present[kind] else f"CAST(NULL AS VARCHAR) AS {column}"


def _rows_sql(present: Present, kind: str) -> str:
    township = "township, township_key" if "township" in present[kind] else _NO_TOWNSHIP
    columns = ", ".join(_column(present, kind, column) for column in _COLUMNS if column != "township")
    return f"SELECT '{kind}' AS kind, row_id, {township}, {columns} FROM list_{kind}"


_HOMES = {
    "registered": ("household_no", "list_registered"),
    "roster": ("home", "(SELECT o.*, h.home FROM list_roster o JOIN roster_home h ON h.row_id = o.row_id) AS o"),
}
"""What its rows are grouped by to households, and where that stands."""
_NO_TOWNSHIP = "CAST(NULL AS VARCHAR) AS township, CAST(NULL AS VARCHAR) AS township_key"
_SHOWN = "COALESCE(t.township, r.township, '') AS township, COALESCE(r.village, '') AS village, r.name, r.id_no"
_PERSON = (
    "SELECT f.k, COALESCE(s.household_no, '') AS household_no, s.person_no, "
    + _SHOWN
    + """
FROM (SELECT DISTINCT k FROM found_person) AS f
JOIN subject s ON s.subject_id = f.k
JOIN ({rows}) AS r ON r.kind = s.kind AND r.row_id = s.row_id
LEFT JOIN township_name t ON t.township_key = r.township_key
"""
)
_HOUSEHOLD = (
    "SELECT f.k, h.household_no, '' AS person_no, "
    + _SHOWN
    + """
FROM (SELECT DISTINCT k FROM found_household) AS f
JOIN household h ON h.household_id = f.k
JOIN household_row x ON x.k = f.k
JOIN ({rows}) AS r ON r.kind = x.kind AND r.row_id = x.row_id
LEFT JOIN township_name t ON t.township_key = r.township_key
"""
)
_VILLAGE = """
SELECT v.village_id AS k, '' AS household_no, '' AS person_no,
       COALESCE(t.township, v.township, '') AS township, v.village, v.village AS name, CAST(NULL AS VARCHAR) AS id_no
FROM village v
LEFT JOIN township_name t ON t.township_key = v.township_key
"""
