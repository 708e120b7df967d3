"""Who is judged, in which world, and which rows of each list are about them.

Linkage gives ``subject`` and ``link``; here they are laid out by *world*: 0 exact, 1 accepted, 2 possible. Worlds 1
and 2 differ from world 0 only where a link that is not exact touches a household, so only those households are laid
out three times.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from huitoukan.engine.plan import Step
from huitoukan.policy.models import Level, Pack, Subject

WORLDS = ("exact", "accepted", "possible")
KEYS = {Level.PERSON: "subject_id", Level.HOUSEHOLD: "household_id"}


def subject_steps(*, roster: bool) -> Iterator[Step]:
    """Steps that make ``member``, ``household``, ``person_world`` and ``household_world``.

    ``roster``: whether the folder has a roster.
    """
    yield Step("member_key", _MEMBER_KEY)
    yield Step("household", _HOUSEHOLD)
    yield Step("member", _MEMBER)
    yield Step("touched", _TOUCHED)
    yield Step("person_world", " UNION ALL ".join(_person_world_sql(n, world) for n, world in enumerate(WORLDS)))
    yield Step("roster_registered", (_ROSTER_ROWS_REGISTERED if roster else "") + _ROSTER_REGISTERED)
    yield Step("household_world", " UNION ALL ".join(_household_world_sql(n) for n in range(len(WORLDS))))


def link_steps(pack: Pack, kinds: Iterable[str]) -> Iterator[Step]:
    """For each kind that facts use, ``of_<kind>``: world, subject, household, row, how it was linked."""
    for kind in kinds:
        match pack.kinds[kind].subject:
            case Subject.REGISTERED:
                yield Step(f"of_{kind}", _OWN_ROWS, {"kind": kind})
            case Subject.HOUSEHOLD:
                yield Step(f"of_{kind}", _HOUSEHOLD_ROWS, {"kind": kind})
            case _:
                yield Step(f"of_{kind}", _LINKED_ROWS, {"kind": kind})


# someone without a household number is a household of one for the layout, but never a household that is judged
_MEMBER_KEY = """
SELECT subject_id, origin, household_no,
       origin || ':' || COALESCE(household_no, '#' || CAST(subject_id AS VARCHAR)) AS household_key
FROM subject
"""
_HOUSEHOLD = """
SELECT ROW_NUMBER() OVER (ORDER BY household_key) AS household_id, household_key,
       MIN(origin) AS origin, MIN(household_no) AS household_no
FROM member_key GROUP BY household_key
"""
_MEMBER = """
SELECT m.subject_id, h.household_id FROM member_key m JOIN household h ON m.household_key = h.household_key
"""
_TOUCHED = """
SELECT DISTINCT m.household_id
FROM (
    SELECT subject_id FROM subject WHERE in_exact <> in_accepted OR in_exact <> in_possible
    UNION
    SELECT subject_id FROM link WHERE in_exact <> in_accepted OR in_exact <> in_possible
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
SELECT DISTINCT o.household_no, 0 AS world
FROM subject_row x
JOIN subject s ON s.subject_id = x.subject_id AND s.origin = 'registered'
JOIN list_roster o ON x.kind = 'roster' AND o.row_id = x.row_id
UNION
"""
_ROSTER_REGISTERED = """
SELECT household_no, 1 AS world FROM subject WHERE origin = 'roster' AND NOT in_accepted
UNION
SELECT household_no, 2 AS world FROM subject WHERE origin = 'roster' AND NOT in_possible
"""


def _household_world_sql(number: int) -> str:
    touched = "" if number == 0 else "JOIN touched t ON t.household_id = h.household_id "
    return (
        f"SELECT CAST({number} AS INTEGER) AS world, h.household_id, h.household_no, "
        "h.origin = 'registered' AS registered "
        f"FROM household h {touched}"
        "WHERE h.household_no IS NOT NULL AND (h.origin = 'registered' OR h.household_no NOT IN "
        f"(SELECT household_no FROM roster_registered WHERE world <= {number} AND household_no IS NOT NULL))"
    )


_LINKED_ROWS = """
SELECT p.world, p.subject_id, p.household_id, l.row_id, l.method, l.score
FROM link l JOIN person_world p ON p.subject_id = l.subject_id
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
