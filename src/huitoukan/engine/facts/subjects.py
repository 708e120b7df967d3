"""Which people and households are judged, in which world, and which rows of each list are about them.

Linkage gives ``subject`` and ``link``; here they are laid out by *world*: 0 exact, 1 accepted, 2 possible. Worlds 1
and 2 differ from world 0 only where a link that is not exact touches a household, so only those households are laid
out three times. Villages come after (:mod:`.villages`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from huitoukan.engine.plan import Step
from huitoukan.engine.results import Present
from huitoukan.policy.models import Level, Pack, Subject

WORLDS = ("exact", "accepted", "possible")
TOUCHED = dict.fromkeys((Level.PERSON, Level.HOUSEHOLD), ("touched", "household_id")) | {
    Level.VILLAGE: ("touched_village", "village_id")
}
"""Where it stands which subjects are laid out in all three worlds, and the column that names them there."""
KEYS = {Level.PERSON: "subject_id", Level.HOUSEHOLD: "household_id", Level.VILLAGE: "village_id"}


def subject_steps(pack: Pack, present: Present, *, roster_rows: bool = False) -> Iterator[Step]:
    """Steps that make ``member``, ``household``, ``person_world`` and ``household_world``.

    With ``roster_rows`` facts are drawn from ``roster_link`` too, so that its weaker links touch households as well.
    """
    roster = Subject.ROSTER in present
    if roster:
        yield _roster_home_step(pack, present[Subject.ROSTER])
    yield Step("member_key", _MEMBER_KEY if roster else _MEMBER_KEY_ALONE)
    yield Step("household", _HOUSEHOLD)
    yield Step("member", _MEMBER)
    yield Step("touched", _touched_sql(("link", "roster_link") if roster_rows else ("link",)))
    yield Step("person_world", " UNION ALL ".join(_person_world_sql(n, world) for n, world in enumerate(WORLDS)))
    yield Step("roster_registered", (_ROSTER_ROWS_REGISTERED if roster else "") + _ROSTER_REGISTERED)
    yield Step("household_world", " UNION ALL ".join(_household_world_sql(n) for n in range(len(WORLDS))))


def link_steps(pack: Pack, kinds: Iterable[str]) -> Iterator[Step]:
    """For each kind about people or households, ``of_<kind>``: world, subject, household, row, how it was linked."""
    for kind in kinds:
        match pack.kinds[kind].subject:
            case Subject.VILLAGE:
                continue
            case Subject.REGISTERED:
                yield Step(f"of_{kind}", _OWN_ROWS, {"kind": kind})
            case Subject.HOUSEHOLD:
                yield Step(f"of_{kind}", _HOUSEHOLD_ROWS, {"kind": kind})
            case Subject.ROSTER:
                yield Step(f"of_{kind}", _LINKED_ROWS.format(link="roster_link"), {"kind": kind})
            case _:
                yield Step(f"of_{kind}", _LINKED_ROWS.format(link="link"), {"kind": kind})


def _roster_home_step(pack: Pack, fields: frozenset[str]) -> Step:
    """``home`` of each roster row: its household number, with township and village where the numbering starts anew in
    each, which shows in heads of several places under one number.
    """
    place = " || '/' || ".join(f"COALESCE({c}_key, '')" for c in ("township", "village") if c in fields)
    if not place or "relation" not in fields:
        return Step("roster_home", "SELECT row_id, household_no AS home FROM list_roster")
    sql = f"""
SELECT o.row_id, o.household_no || CASE WHEN r.household_no IS NULL THEN '' ELSE '@' || {place} END AS home
FROM list_roster o
LEFT JOIN (
    SELECT household_no FROM list_roster WHERE relation = $head
    GROUP BY household_no HAVING COUNT(DISTINCT {place}) > 1
) AS r ON r.household_no = o.household_no
"""
    return Step("roster_home", sql, {"head": pack.head_relation})


# someone without a household number is a household of one for the layout, but never a household that is judged
_KEYED = """
SELECT s.subject_id, s.origin, s.household_no, {home} AS home,
       s.origin || ':' || COALESCE({home}, '#' || CAST(s.subject_id AS VARCHAR)) AS household_key
FROM subject s
"""
_MEMBER_KEY_ALONE = _KEYED.format(home="s.household_no")
_MEMBER_KEY = (
    _KEYED.format(home="COALESCE(h.home, s.household_no)")
    + "LEFT JOIN roster_home h ON s.kind = 'roster' AND h.row_id = s.row_id"
)
_HOUSEHOLD = """
SELECT ROW_NUMBER() OVER (ORDER BY household_key) AS household_id, household_key,
       MIN(origin) AS origin, MIN(household_no) AS household_no, MIN(home) AS home
FROM member_key GROUP BY household_key
"""
_MEMBER = """
SELECT m.subject_id, h.household_id FROM member_key m JOIN household h ON m.household_key = h.household_key
"""


def _touched_sql(links: Iterable[str]) -> str:
    changed = "\n    UNION\n".join(
        f"    SELECT subject_id FROM {table} WHERE in_exact <> in_accepted OR in_exact <> in_possible"
        for table in ("subject", *links)
    )
    return f"""
SELECT DISTINCT m.household_id
FROM (
{changed}
) AS changed
JOIN member m ON m.subject_id = changed.subject_id
"""


def _person_world_sql(number: int, world: str) -> str:
    touched = "" if number == 0 else "JOIN touched t ON t.household_id = m.household_id "
    return (
        f"SELECT CAST({number} AS INTEGER) AS world, s.subject_id, m.household_id, s.registered "
        f"FROM subject s JOIN member m ON m.subject_id = s.subject_id {touched}WHERE s.in_{world}"
    )


# roster households with a member who is registered are no households of their own: they are judged as registered
_ROSTER_ROWS_REGISTERED = """
SELECT DISTINCT o.home, 0 AS world
FROM subject_row x
JOIN subject s ON s.subject_id = x.subject_id AND s.origin = 'registered'
JOIN roster_home o ON x.kind = 'roster' AND o.row_id = x.row_id
UNION
"""
_ROSTER_REGISTERED = """
SELECT m.home, 1 AS world FROM subject s JOIN member_key m ON m.subject_id = s.subject_id
WHERE s.origin = 'roster' AND NOT s.in_accepted
UNION
SELECT m.home, 2 AS world FROM subject s JOIN member_key m ON m.subject_id = s.subject_id
WHERE s.origin = 'roster' AND NOT s.in_possible
"""


def _household_world_sql(number: int) -> str:
    touched = "" if number == 0 else "JOIN touched t ON t.household_id = h.household_id "
    return (
        f"SELECT CAST({number} AS INTEGER) AS world, h.household_id, h.household_no, "
        "h.origin = 'registered' AS registered "
        f"FROM household h {touched}"
        f"LEFT JOIN (SELECT DISTINCT home FROM roster_registered WHERE world <= {number}) AS g ON g.home = h.home "
        "WHERE h.household_no IS NOT NULL AND (h.origin = 'registered' OR g.home IS NULL)"
    )


_LINKED_ROWS = """
SELECT p.world, p.subject_id, p.household_id, l.row_id, l.method, l.score
FROM {link} l JOIN person_world p ON p.subject_id = l.subject_id
WHERE l.kind = $kind AND CASE p.world WHEN 0 THEN l.in_exact WHEN 1 THEN l.in_accepted ELSE l.in_possible END
"""
_OWN_ROWS = """
SELECT p.world, p.subject_id, p.household_id, x.row_id, 'own' AS method, CAST(NULL AS DOUBLE) AS score
FROM subject_row x JOIN person_world p ON p.subject_id = x.subject_id
WHERE x.kind = $kind AND p.registered
"""
_HOUSEHOLD_ROWS = """
SELECT w.world, CAST(NULL AS BIGINT) AS subject_id, w.household_id, l.row_id, 'household_no' AS method,
       CAST(NULL AS DOUBLE) AS score
FROM household_link l JOIN household_world w ON w.household_no = l.household_no AND w.registered
WHERE l.kind = $kind
"""
