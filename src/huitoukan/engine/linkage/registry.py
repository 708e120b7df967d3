"""Who there is: subjects, and which subjects are one person by their ID.

``linkage_registry``  rows of the registered list and the roster, each with its ``subject_id``
``linkage_subject``   a registered person in a household, or a person of the roster
``linkage_person``    subject → person: subjects with one ID, unless their names say two people; the person is called
                      by its smallest subject
``linkage_spelling``  (ID, person, name): every known spelling of the owner of an ID
"""

from __future__ import annotations

from huitoukan.engine.linkage import names
from huitoukan.engine.linkage.binding import step
from huitoukan.engine.linkage.records import ORIGINS
from huitoukan.engine.plan import Step
from huitoukan.messages import say


def registry_steps() -> tuple[Step, ...]:
    """The tables above, from ``linkage_record``."""
    return (
        step("linkage_subject", _subject_sql(), ORIGINS, title=say("linkage.step_subjects")),
        step("linkage_registry", _registry_sql(), ORIGINS),
        step("linkage_person", _person_sql()),
        step("linkage_spelling", _spelling_sql()),
    )


# A damaged number is no key by itself: two people may have lost the same digits. A placeholder has a spot like none.
_LOOSE = "coalesce(id18, id_no || '#' || name, spot)"
_LISTED = f"""SELECT place, role, id18,
        CASE WHEN role = $registered THEN coalesce(person_no, {_LOOSE}) ELSE {_LOOSE} END AS person_key,
        CASE WHEN role = $registered THEN coalesce(household_no, '') ELSE '' END AS household_key
    FROM linkage_record
    WHERE role IN ($registered, $roster)"""


def _subject_sql() -> str:
    """Registered rows of one person number (in one household) are one subject; so are roster rows of one ID.

    ``identity`` groups the subjects that may be one person: by the ID, else by the person number.
    """
    return f"""WITH listed AS (
    {_LISTED}
), first_row AS (
    SELECT role, person_key, household_key, min(place) AS place
    FROM listed GROUP BY role, person_key, household_key
), valid AS (
    SELECT role, person_key, min_by(id18, place) AS id18
    FROM listed WHERE id18 IS NOT NULL GROUP BY role, person_key
)
SELECT row_number() OVER (ORDER BY l.place) AS subject_id, l.role AS origin, l.kind, l.row_id,
    coalesce(CASE WHEN l.role = $registered THEN l.person_no END, l.id18, l.id_no, l.spot) AS person_no,
    l.household_no, l.role = $registered AS registered, v.id18,
    coalesce(v.id18, f.role || '#' || f.person_key) AS identity,
    f.person_key, f.household_key, l.name, l.pinyin, l.shape
FROM linkage_record l
JOIN first_row f ON f.place = l.place
LEFT JOIN valid v ON v.role = f.role AND v.person_key = f.person_key"""


def _registry_sql() -> str:
    return f"""SELECT s.subject_id, r.*
FROM (
    {_LISTED}
) l
JOIN linkage_subject s ON s.origin = l.role AND s.person_key = l.person_key AND s.household_key = l.household_key
JOIN linkage_record r ON r.place = l.place"""


def _person_sql() -> str:
    """Whose name goes with that of the first subject of the identity is that person; the others go by surname."""
    return f"""WITH judged AS (
    SELECT b.subject_id, b.identity, b.pinyin, a.subject_id AS first_id, {names.compatible_sql("a", "b")} AS same
    FROM linkage_subject b
    JOIN (SELECT identity, min(subject_id) AS subject_id FROM linkage_subject GROUP BY identity) f
        ON f.identity = b.identity
    JOIN linkage_subject a ON a.subject_id = f.subject_id
)
SELECT subject_id, CASE WHEN same THEN first_id
    ELSE min(subject_id) OVER (PARTITION BY identity, same, split_part(pinyin, ' ', 1)) END AS person_id
FROM judged"""


def _spelling_sql() -> str:
    return """SELECT DISTINCT o.id18, o.person_id, r.name, r.pinyin, r.shape
FROM (
    SELECT DISTINCT r.id18, p.person_id
    FROM linkage_registry r JOIN linkage_person p ON p.subject_id = r.subject_id
    WHERE r.id18 IS NOT NULL
) o
JOIN linkage_person p ON p.person_id = o.person_id
JOIN linkage_registry r ON r.subject_id = p.subject_id"""
