"""Rows that nobody could be linked to without a person's eye, with whom they might be."""

from __future__ import annotations

from huitoukan.engine.linkage.binding import step
from huitoukan.engine.linkage.evidence import WORDS, evidence_sql
from huitoukan.engine.plan import Step, Value
from huitoukan.messages import say
from huitoukan.policy.models import Pack


def review_steps(pack: Pack) -> tuple[Step, ...]:
    """``review`` (columns ``results.LINK_REVIEWS``): every row that is neither linked nor from elsewhere."""
    values: dict[str, Value] = {
        **WORDS,
        "review_floor": pack.linkage.review_floor,
        "shown": pack.linkage.candidates_shown,
        "word_owner": say("linkage.word_owner").text("zh"),
    }
    return (
        step("linkage_open", _open_sql()),
        step("linkage_shown", _shown_sql(), values),
        step("linkage_face", _face_sql()),
        step("review", _review_sql(), values, title=say("linkage.step_review")),
    )


def _open_sql() -> str:
    return """SELECT l.kind, l.row_id, l.class, l.id18
FROM linkage_loose l
LEFT JOIN (SELECT DISTINCT kind, row_id FROM linkage_claim WHERE in_accepted) c
    ON c.kind = l.kind AND c.row_id = l.row_id
WHERE c.row_id IS NULL AND l.class <> 'elsewhere'"""


def _shown_sql() -> str:
    """The owner of an ID with another name comes first, then candidates by score."""
    return """WITH owner AS (
    SELECT DISTINCT o.kind, o.row_id, s.id18, s.person_id
    FROM linkage_open o
    JOIN linkage_spelling s ON s.id18 = o.id18
    WHERE o.class = 'held'
), candidate AS (
    SELECT o.kind, o.row_id, b.body_id AS person_id, 0 AS turn, CAST(NULL AS DOUBLE) AS score
    FROM owner o
    JOIN linkage_body b ON b.person_id = o.person_id
    LEFT JOIN linkage_decided d ON d.kind = o.kind AND d.row_id = o.row_id AND d.person_id = b.body_id
    WHERE d.row_id IS NULL
    UNION ALL
    SELECT o.kind, o.row_id, r.person_id, 1, r.score
    FROM linkage_open o
    JOIN linkage_ranked r ON r.kind = o.kind AND r.row_id = o.row_id
    WHERE r.score >= $review_floor OR (o.class = 'held' AND r.could_be)
), placed AS (
    SELECT *, row_number() OVER (PARTITION BY kind, row_id ORDER BY turn, score DESC, person_id) AS place
    FROM candidate
)
SELECT * FROM placed WHERE place <= $shown"""


def _face_sql() -> str:
    """The one subject that a shown person is shown as: the first registered one, else the one of the roster."""
    return """SELECT f.person_id, s.person_no, s.kind, s.row_id
FROM (
    SELECT person_id, min(subject_id) AS subject_id
    FROM linkage_standing
    WHERE in_accepted AND person_id IN (SELECT person_id FROM linkage_shown)
    GROUP BY person_id
) f
JOIN linkage_subject s ON s.subject_id = f.subject_id"""


def _review_sql() -> str:
    return f"""SELECT o.kind, o.row_id,
    CASE WHEN o.class = 'held' THEN 'other_name' WHEN c.place IS NULL THEN 'nobody' ELSE 'undecided' END AS reason,
    CAST(c.place AS INTEGER) AS rank, f.person_no AS candidate, f.kind AS candidate_kind,
    f.row_id AS candidate_row_id, c.score, CASE WHEN c.turn = 1 THEN r.gap END AS gap,
    CASE WHEN c.turn = 0 THEN $word_owner WHEN c.turn = 1 THEN {evidence_sql("r")} END AS evidence
FROM linkage_open o
LEFT JOIN linkage_shown c ON c.kind = o.kind AND c.row_id = o.row_id
LEFT JOIN linkage_ranked r ON r.kind = c.kind AND r.row_id = c.row_id AND r.person_id = c.person_id
LEFT JOIN linkage_face f ON f.person_id = c.person_id"""
