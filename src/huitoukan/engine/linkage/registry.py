"""Who there is: subjects, and which subjects are one person by their ID.

``linkage_listed``    rows of the registered list and the roster: what they say of who it is
``linkage_subject``   a registered person in a household, or a person of the roster; called by its first row's place
``linkage_registry``  the listed rows, each with its ``subject_id``
``linkage_person``    subject → person: subjects with one ID, unless their names say two people; the person is called
                      by its smallest subject
``linkage_spelling``  (ID, person, name): every known spelling of the owner of an ID
"""

from __future__ import annotations

from huitoukan.engine.linkage import names
from huitoukan.engine.linkage.binding import step
from huitoukan.engine.linkage.records import ORIGINS, Records
from huitoukan.engine.linkage.texts import first_word_sql
from huitoukan.engine.plan import Step
from huitoukan.messages import say


def registry_steps(listed: Records) -> tuple[Step, ...]:
    """The tables above, from the lists themselves."""
    return (
        step("linkage_listed", _listed_sql(listed), listed.values, title=say("linkage.step_records")),
        step("linkage_subject", _subject_sql(), ORIGINS, title=say("linkage.step_subjects")),
        step("linkage_registry", _registry_sql()),
        step("linkage_person", _person_sql()),
        step("linkage_spelling", _spelling_sql()),
    )


def _listed_sql(listed: Records) -> str:
    """Rows of one ``person_key`` are about one person, who may be registered in several households.

    A damaged number is no key by itself: two people may have lost the same digits. A placeholder has a spot like none.
    """
    loose = "coalesce(id18, id_no || '#' || name, spot)"
    return f"""SELECT place, kind, row_id, role, role = $registered AS registered, id18, sure,
    coalesce(CASE WHEN role = $registered THEN person_no END, id18, id_no, spot) AS person_no, household_no,
    CASE WHEN role = $registered THEN coalesce(person_no, {loose}) ELSE {loose} END AS person_key,
    CASE WHEN role = $registered THEN coalesce(household_no, '') ELSE '' END AS household_key,
    name, pinyin, shape, township, village
FROM (
{listed.sql()}
) r"""


def _subject_sql() -> str:
    """Registered rows of one person number (in one household) are one subject; so are roster rows of one ID.

    ``identity`` groups the subjects that may be one person: by the ID, else by the person number.
    """
    return """WITH keyed AS (
    SELECT role, person_key, min(place) AS place, min_by(id18, place) FILTER (WHERE id18 IS NOT NULL) AS id18,
        min(household_key) <> max(household_key) AS moved
    FROM linkage_listed GROUP BY role, person_key
), first_row AS (
    SELECT place, id18 FROM keyed WHERE NOT moved
    UNION ALL
    SELECT min(l.place), k.id18
    FROM keyed k
    JOIN linkage_listed l ON l.role = k.role AND l.person_key = k.person_key
    WHERE k.moved
    GROUP BY k.role, k.person_key, l.household_key, k.id18
)
SELECT l.place AS subject_id, l.role AS origin, l.kind, l.row_id, l.person_no, l.household_no, l.registered, f.id18,
    coalesce(f.id18, l.role || '#' || l.person_key) AS identity, l.person_key, l.household_key
FROM linkage_listed l
JOIN first_row f ON f.place = l.place"""


def _registry_sql() -> str:
    """Nearly every row is the first of its subject; the others are looked up."""
    return """WITH later AS (
    SELECT l.place, s.subject_id
    FROM (
        SELECT l.* FROM linkage_listed l
        WHERE NOT EXISTS (SELECT 1 FROM linkage_subject f WHERE f.subject_id = l.place)
    ) l
    JOIN linkage_subject s ON s.origin = l.role AND s.person_key = l.person_key AND s.household_key = l.household_key
)
SELECT coalesce(t.subject_id, l.place) AS subject_id, l.place, l.kind, l.row_id, l.role, l.id18, l.sure
FROM linkage_listed l
LEFT JOIN later t ON t.place = l.place"""


def _person_sql() -> str:
    """Whose name goes with that of the first subject of the identity is that person; the others go by surname."""
    return f"""WITH shared AS (
    SELECT identity, min(subject_id) AS first_id FROM linkage_subject GROUP BY identity HAVING count(*) > 1
), judged AS (
    SELECT s.subject_id, s.identity, b.pinyin, f.first_id, {names.compatible_sql("a", "b")} AS same
    FROM shared f
    JOIN linkage_subject s ON s.identity = f.identity
    JOIN linkage_listed b ON b.place = s.subject_id
    JOIN linkage_listed a ON a.place = f.first_id
)
SELECT subject_id, CASE WHEN same THEN first_id
    ELSE min(subject_id) OVER (PARTITION BY identity, same, {first_word_sql("pinyin")}) END AS person_id
FROM judged
UNION ALL
SELECT subject_id, subject_id
FROM linkage_subject s
WHERE NOT EXISTS (SELECT 1 FROM shared f WHERE f.identity = s.identity)"""


def _spelling_sql() -> str:
    """Each number of a person with each name; most people have one row, and so one of both."""
    return """WITH row_of AS (
    SELECT p.person_id, l.id18, l.name, l.pinyin, l.shape
    FROM linkage_registry r
    JOIN linkage_person p ON p.subject_id = r.subject_id
    JOIN linkage_listed l ON l.place = r.place
), several AS (
    SELECT person_id FROM row_of GROUP BY person_id HAVING count(*) > 1
)
SELECT id18, person_id, name, pinyin, shape
FROM row_of r
WHERE id18 IS NOT NULL AND NOT EXISTS (SELECT 1 FROM several o WHERE o.person_id = r.person_id)
UNION ALL
SELECT DISTINCT o.id18, o.person_id, r.name, r.pinyin, r.shape
FROM several s
JOIN row_of o ON o.person_id = s.person_id
JOIN row_of r ON r.person_id = s.person_id
WHERE o.id18 IS NOT NULL"""
