"""Links by a valid ID, and rows that a valid ID keeps from being linked.

``linkage_exact``  row → person: the ID is that of the person and the name does not say somebody else
``linkage_rest``   the ``place`` of every other row
``linkage_loose``  these rows, with their ``class``:

- ``held``: the ID is somebody's, the name says somebody else: a typing mistake until a person has looked, so what
  the ID says is left out of the row;
- ``elsewhere``: the ID is valid and nobody's here;
- ``blank``: no ID; ``damaged``: it lost digits; ``broken``: it is wrong in some other way.
"""

from __future__ import annotations

from huitoukan.engine.linkage import names
from huitoukan.engine.linkage.binding import step
from huitoukan.engine.linkage.places import meant_join_sql, meant_sql
from huitoukan.engine.linkage.records import Records
from huitoukan.engine.plan import Step
from huitoukan.messages import say


def exact_steps(lists: Records) -> tuple[Step, ...]:
    """``linkage_exact``, from the lists and ``linkage_spelling``."""
    return (step("linkage_exact", _exact_sql(lists), lists.values, title=say("linkage.step_exact")),)


def loose_steps(lists: Records) -> tuple[Step, ...]:
    """``linkage_rest`` and ``linkage_loose``, from these and ``linkage_place_name``."""
    return (
        step("linkage_rest", _rest_sql(lists), lists.values),
        step("linkage_loose", _loose_sql(lists), lists.values),
    )


def _exact_sql(lists: Records) -> str:
    return f"""SELECT DISTINCT l.place, l.kind, l.row_id, s.person_id
FROM (
{lists.sql()}
) l
JOIN linkage_spelling s ON s.id18 = l.id18 AND {names.compatible_sql("l", "s")}"""


def _rest_sql(lists: Records) -> str:
    return f"""SELECT l.place
FROM (
{lists.places_sql()}
) l
WHERE NOT EXISTS (SELECT 1 FROM linkage_exact e WHERE e.place = l.place)"""


def _loose_sql(lists: Records) -> str:
    from_id = ("digits", "prefix", "birth_id", "birth_loose")
    columns = ", ".join(f"CASE WHEN class <> 'held' THEN {c} END AS {c}" for c in from_id)
    return f"""WITH classed AS (
    SELECT DISTINCT l.*,
        CASE WHEN k.id18 IS NOT NULL THEN 'held'
            WHEN l.sure THEN 'elsewhere'
            WHEN l.damaged THEN 'damaged'
            WHEN l.id_no IS NULL THEN 'blank'
            ELSE 'broken' END AS class
    FROM (
{lists.sql(only="linkage_rest")}
    ) l
    LEFT JOIN linkage_spelling k ON k.id18 = l.id18
)
SELECT kind, row_id, class, id18, name, pinyin, pinyin_key, shape, {meant_sql("c")}, phone, other_phone,
    birth_listed, {columns},
    CASE WHEN class <> 'held' THEN sex ELSE sex_listed END AS sex, sure AND class <> 'held' AS sure
FROM classed c
{meant_join_sql("c")}"""
