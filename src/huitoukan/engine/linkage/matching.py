"""Rows without a good ID against everybody who is known.

``linkage_known``    records of people, registry and roster as one where they are the same person
``linkage_ranked``   the candidates of each loose row with their scores
``linkage_claim``    row → person in the worlds in which that is so, with the method
"""

from __future__ import annotations

from huitoukan.engine.linkage.binding import step
from huitoukan.engine.linkage.places import meant_join_sql, meant_sql
from huitoukan.engine.linkage.weighing import Match, bucket_limits, key_steps, weigh_steps, wins_sql
from huitoukan.engine.plan import Step
from huitoukan.messages import say
from huitoukan.policy.models import Pack


def matching_steps(pack: Pack, *, decisions: bool) -> tuple[Step, ...]:
    """The tables above; with ``decisions``, what a person has decided comes before any score."""
    line = {"threshold": pack.linkage.threshold, "gap": pack.linkage.gap, "review_floor": pack.linkage.review_floor}
    match = Match("linkage", "linkage_loose", "linkage_known", say("linkage.step_scores"))
    return (
        step("linkage_known", _known_sql()),
        step("linkage_decided", _decided_sql() if decisions else _undecided_sql()),
        *key_steps(pack, match),
        step("linkage_pair", _pair_sql(match), bucket_limits(pack)),
        *weigh_steps(pack, match),
        step("linkage_claim", _claim_sql(), line),
    )


def _known_sql() -> str:
    """A number that is wrong tells nothing beside a valid one of the same person; few people have a wrong one."""
    return f"""WITH doubtful AS (
    SELECT DISTINCT b.body_id
    FROM linkage_record r
    JOIN linkage_body b ON b.person_id = r.person_id
    WHERE NOT r.sure
), whole AS (
    SELECT b.body_id, bool_or(o.sure) AS has_id
    FROM doubtful d
    JOIN linkage_body b ON b.body_id = d.body_id
    JOIN linkage_origin o ON o.person_id = b.person_id
    GROUP BY b.body_id
)
SELECT b.body_id AS person_id, r.name, r.pinyin, r.pinyin_key, r.shape, r.sex, {meant_sql("r")}, r.phone,
    r.other_phone, r.birth_listed, r.birth_id, r.birth_loose, r.sure,
    CASE WHEN r.sure OR NOT w.has_id THEN r.digits END AS digits,
    CASE WHEN r.sure OR NOT w.has_id THEN r.prefix END AS prefix
FROM linkage_record r
JOIN linkage_body b ON b.person_id = r.person_id
LEFT JOIN whole w ON w.body_id = b.body_id
{meant_join_sql("r")}"""


def _decided_sql() -> str:
    return """SELECT d.kind, d.row_id, b.body_id AS person_id, bool_and(d.same) AS same
FROM decisions d
JOIN linkage_registry r ON r.kind = d.candidate_kind AND r.row_id = d.candidate_row_id
JOIN linkage_person p ON p.subject_id = r.subject_id
JOIN linkage_body b ON b.person_id = p.person_id
GROUP BY d.kind, d.row_id, b.body_id"""


def _undecided_sql() -> str:
    return """SELECT kind, row_id, CAST(NULL AS BIGINT) AS person_id, CAST(NULL AS BOOLEAN) AS same
FROM linkage_loose WHERE FALSE"""


def _pair_sql(match: Match) -> str:
    return f"""SELECT c.*
FROM (
{match.pairs_sql}
) c
LEFT JOIN linkage_decided d ON d.kind = c.kind AND d.row_id = c.row_id AND d.person_id = c.person_id AND NOT d.same
WHERE d.row_id IS NULL"""


def _claim_sql() -> str:
    """A row is claimed by ID, by decision, by score, or, failing these, by everybody it could be."""
    return f"""WITH decided AS (
    SELECT d.kind, d.row_id, d.person_id, r.score, r.gap
    FROM linkage_decided d
    JOIN linkage_loose l ON l.kind = d.kind AND l.row_id = d.row_id
    LEFT JOIN linkage_ranked r ON r.kind = d.kind AND r.row_id = d.row_id AND r.person_id = d.person_id
    WHERE d.same
), scored AS (
    SELECT r.kind, r.row_id, r.person_id, r.score, r.gap
    FROM linkage_ranked r
    LEFT JOIN decided d ON d.kind = r.kind AND d.row_id = r.row_id
    WHERE d.row_id IS NULL AND r.class <> 'held' AND {wins_sql("r")}
), taken AS (
    SELECT kind, row_id FROM decided UNION SELECT kind, row_id FROM scored
)
SELECT kind, row_id, person_id, 'exact' AS method, TRUE AS in_exact, TRUE AS in_accepted,
    CAST(NULL AS DOUBLE) AS score, CAST(NULL AS DOUBLE) AS gap
FROM linkage_exact
UNION ALL
SELECT kind, row_id, person_id, 'decided', FALSE, TRUE, score, gap FROM decided
UNION ALL
SELECT kind, row_id, person_id, 'scored', FALSE, TRUE, score, gap FROM scored
UNION ALL
SELECT r.kind, r.row_id, r.person_id, 'possible', FALSE, FALSE, r.score, r.gap
FROM linkage_ranked r
LEFT JOIN taken t ON t.kind = r.kind AND t.row_id = r.row_id
WHERE t.row_id IS NULL AND (r.could_be OR r.score >= $review_floor)"""
