"""Villages under other names: renamed, merged, moved to another township, or written as nobody else writes them.

``linkage_place_name``  ``said`` (a township and village as a list has them) → the township and village that most people
                        listed there belong to on the registry

Nobody has to keep a table of old names: the rows whose people are known by their ID tell.
"""

from __future__ import annotations

from huitoukan.engine.linkage.binding import step
from huitoukan.engine.linkage.records import Records
from huitoukan.engine.plan import Step
from huitoukan.policy.models import Pack


def place_steps(pack: Pack, lists: Records) -> tuple[Step, ...]:
    """The table above, from the lists, ``linkage_exact`` and the tables of :mod:`.registry`."""
    line = {"moved_least": pack.linkage.moved_least, "moved_share": pack.linkage.moved_share}
    return (step("linkage_place_name", _place_name_sql(lists), {**lists.values, **line}),)


def said_sql(row: str) -> str:
    """The place of a row as one text; NULL where it names no village."""
    return f"coalesce({row}.township, '') || '#' || {row}.village"


def meant_join_sql(row: str) -> str:
    """Joins what the place of ``row`` is now called, as ``m``."""
    return f"LEFT JOIN linkage_place_name m ON m.said = {said_sql(row)}"


def meant_sql(row: str) -> str:
    """The columns ``township`` and ``village`` of ``row`` as they are now called."""
    return (
        f"CASE WHEN m.said IS NULL THEN {row}.township ELSE m.township END AS township,"
        f" coalesce(m.village, {row}.village) AS village"
    )


def _place_name_sql(lists: Records) -> str:
    """A person's own record is that of its first subject, which is a registered one where there is any."""
    return f"""WITH said AS (
    SELECT {said_sql("l")} AS said, e.person_id
    FROM linkage_exact e
    JOIN (
{lists.sql()}
    ) l ON l.place = e.place
    WHERE l.village IS NOT NULL
    UNION ALL
    SELECT {said_sql("r")}, p.person_id
    FROM linkage_registry g
    JOIN linkage_person p ON p.subject_id = g.subject_id AND p.person_id <> p.subject_id
    JOIN linkage_listed r ON r.place = g.place
), counted AS (
    SELECT s.said, h.township, h.village, count(*) AS people
    FROM said s
    JOIN linkage_registry g ON g.subject_id = s.person_id
    JOIN linkage_listed h ON h.place = g.place
    WHERE s.said IS NOT NULL AND h.village IS NOT NULL
    GROUP BY s.said, h.township, h.village
), shared AS (
    SELECT *, sum(people) OVER (PARTITION BY said) AS everybody,
        row_number() OVER (PARTITION BY said ORDER BY people DESC, village, township) AS nth
    FROM counted
)
SELECT said, township, village
FROM shared h
WHERE nth = 1 AND people >= $moved_least AND people >= $moved_share * everybody AND said <> {said_sql("h")}"""
