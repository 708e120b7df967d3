"""The roster as a bridge: registered people whose ID is not that of any roster person, matched with the roster.

``linkage_asked``     the registry rows (``place``) and their people, if anybody is left to be compared with them
``linkage_record``    these rows with all that can be compared
``linkage_loner``     a row for each registered person who stands on no roster by ID, where there is a roster
``linkage_rostered``  records of the people of the roster, if there is such a row
``linkage_pairing``   registered person → roster person: ``accepted``, or only possible
``linkage_body``      person → person, the two of an accepted pair being one
``linkage_standing``  which subjects stand for a person in which world, and how surely
"""

from __future__ import annotations

from huitoukan.engine.linkage.binding import step
from huitoukan.engine.linkage.places import meant_join_sql, meant_sql
from huitoukan.engine.linkage.records import Records
from huitoukan.engine.linkage.weighing import Match, bucket_limits, key_steps, weigh_steps, wins_sql
from huitoukan.engine.plan import Step
from huitoukan.messages import say
from huitoukan.policy.models import Pack


def pairing_steps(pack: Pack, listed: Records) -> tuple[Step, ...]:
    """The tables above, from those of :mod:`.registry` and :mod:`.exact`."""
    line = {"threshold": pack.linkage.threshold, "gap": pack.linkage.gap, "review_floor": pack.linkage.review_floor}
    match = Match("linkage_roster", "linkage_loner", "linkage_rostered", say("linkage.step_roster"), vague=("l", "r"))
    return (
        step("linkage_origin", _origin_sql()),
        step("linkage_asked", _asked_sql()),
        step("linkage_record", _record_sql(listed), listed.values),
        step("linkage_loner", _loner_sql()),
        step("linkage_rostered", _rostered_sql()),
        *key_steps(pack, match),
        step("linkage_roster_pair", _pair_sql(match), bucket_limits(pack)),
        *weigh_steps(pack, match),
        step("linkage_pairing", _pairing_sql(), line),
        step("linkage_body", _body_sql()),
        step("linkage_standing", _standing_sql()),
    )


def _origin_sql() -> str:
    """What is known of each person by ID: on the registry, on the roster, with a valid ID somewhere."""
    return """SELECT p.person_id, bool_or(s.registered) AS registered, bool_or(NOT s.registered) AS rostered,
    bool_or(r.sure) AS sure
FROM linkage_person p
JOIN linkage_subject s ON s.subject_id = p.subject_id
JOIN linkage_registry r ON r.subject_id = p.subject_id
GROUP BY p.person_id"""


_ALONE = "NOT rostered AND EXISTS (SELECT 1 FROM linkage_origin WHERE rostered)"


def _asked_sql() -> str:
    return f"""SELECT r.place, p.person_id
FROM linkage_registry r
JOIN linkage_person p ON p.subject_id = r.subject_id
WHERE EXISTS (SELECT 1 FROM linkage_rest) OR EXISTS (SELECT 1 FROM linkage_origin WHERE {_ALONE})"""


_COMPARED = (
    *("name", "pinyin", "pinyin_key", "shape", "sex", "phone", "other_phone", "birth_listed", "birth_id"),
    *("birth_loose", "digits", "prefix", "sure"),
)


def _record_sql(listed: Records) -> str:
    columns = ", ".join(f"r.{column}" for column in _COMPARED)
    return f"""SELECT a.person_id, r.place, r.township, r.village, {columns}
FROM (
{listed.sql()}
) r
JOIN linkage_asked a ON a.place = r.place"""


def _loner_sql() -> str:
    columns = ", ".join(f"r.{column}" for column in _COMPARED)
    return f"""SELECT 'registered' AS kind, o.person_id AS row_id, 'registered' AS class, {columns}, {meant_sql("r")},
    h.household_no
FROM linkage_origin o
JOIN linkage_record r ON r.place = o.person_id
JOIN linkage_listed h ON h.place = o.person_id
{meant_join_sql("r")}
WHERE {_ALONE}"""


def _rostered_sql() -> str:
    columns = ", ".join(f"r.{column}" for column in _COMPARED)
    return f"""SELECT r.person_id, {columns}, {meant_sql("r")}
FROM (
    SELECT person_id FROM linkage_origin WHERE rostered AND EXISTS (SELECT 1 FROM linkage_loner)
) o
JOIN linkage_record r ON r.person_id = o.person_id
{meant_join_sql("r")}"""


def _pair_sql(match: Match) -> str:
    """Nobody is listed twice in one household: a twin with a damaged ID would look like it."""
    return f"""SELECT c.*
FROM (
{match.pairs_sql}
) c
JOIN linkage_loner l ON l.row_id = c.row_id
LEFT JOIN (
    SELECT DISTINCT p.person_id, s.household_no
    FROM linkage_person p JOIN linkage_subject s ON s.subject_id = p.subject_id
    WHERE s.registered
) h ON h.person_id = c.person_id AND h.household_no = l.household_no
WHERE h.person_id IS NULL"""


def _pairing_sql() -> str:
    """Accepted: the best roster person, and where their ID does not settle it, nobody else wants them as much."""
    return f"""WITH wanted AS (
    SELECT p.*, o.sure AS has_id, o.registered AS taken,
        p.score - lead(p.score) OVER (PARTITION BY p.person_id ORDER BY p.score DESC, p.row_id) AS ahead,
        row_number() OVER (PARTITION BY p.person_id ORDER BY p.score DESC, p.row_id) AS place
    FROM linkage_roster_ranked p
    JOIN linkage_origin o ON o.person_id = p.person_id
), judged AS (
    SELECT *, {wins_sql("w")} AND (has_id OR (place = 1 AND coalesce(ahead, $gap) >= $gap)) AS accepted
    FROM wanted w
), settled AS (
    SELECT *, bool_or(accepted) OVER (PARTITION BY row_id) AS paired,
        taken OR bool_or(accepted) OVER (PARTITION BY person_id) AS claimed
    FROM judged
)
SELECT row_id AS person_id, person_id AS roster_id, accepted, score, gap, name_level, number_level, birth_level,
    sex_level, township_level, village_level, phone_level
FROM settled
WHERE accepted OR (NOT paired AND NOT claimed AND (could_be OR score >= $review_floor))"""


def _body_sql() -> str:
    return """SELECT o.person_id, coalesce(p.roster_id, o.person_id) AS body_id
FROM linkage_origin o
LEFT JOIN linkage_pairing p ON p.person_id = o.person_id AND p.accepted"""


def _standing_sql() -> str:
    """A person's own subjects, registered ones before those of the roster; and the registered ones paired with it."""
    return """WITH paired AS (
    SELECT roster_id, bool_or(accepted) AS accepted FROM linkage_pairing GROUP BY roster_id
)
SELECT p.person_id, s.subject_id, TRUE AS own, TRUE AS in_exact,
    s.registered OR NOT coalesce(q.accepted, FALSE) AS in_accepted,
    s.registered OR q.roster_id IS NULL AS in_possible,
    CAST(NULL AS DOUBLE) AS score, CAST(NULL AS DOUBLE) AS gap
FROM linkage_person p
JOIN linkage_subject s ON s.subject_id = p.subject_id
JOIN linkage_origin o ON o.person_id = p.person_id
LEFT JOIN paired q ON q.roster_id = p.person_id
WHERE s.registered OR NOT o.registered
UNION ALL
SELECT q.roster_id, s.subject_id, FALSE, FALSE, q.accepted, TRUE, q.score, q.gap
FROM linkage_pairing q
JOIN linkage_person p ON p.person_id = q.person_id
JOIN linkage_subject s ON s.subject_id = p.subject_id"""
