"""The tables that others read: subjects, their rows, links, what a person must look at, and links as written."""

from __future__ import annotations

from huitoukan.engine.linkage.binding import step
from huitoukan.engine.linkage.evidence import WORDS, evidence_sql
from huitoukan.engine.plan import Step, Value
from huitoukan.engine.results import Present
from huitoukan.messages import say
from huitoukan.policy.models import Pack, Role, Subject


def outcome_steps(pack: Pack, present: Present) -> tuple[Step, ...]:
    """``subject``, ``subject_row``, ``link``, ``household_link`` and ``out_links``."""
    helpers, values = _household_link_sql(pack, present)
    said = WORDS | {
        "word_bridge": say("linkage.word_bridge").text("zh"),
        "word_exact": say("linkage.word_exact").text("zh"),
        "roster": Subject.ROSTER.value,
    }
    return (
        step("subject", _subject_sql()),
        step("subject_row", _SUBJECT_ROW),
        step("link", _link_sql(), said, title=say("linkage.step_links")),
        step("household_link", helpers, values),
        step("out_links", _out_links_sql(), said),
    )


def roster_link_step() -> Step:
    """``roster_link``: the rows of the roster about each subject, in which of the three worlds."""
    return step("roster_link", _ROSTER_LINK, {"roster": Subject.ROSTER.value})


# A roster row is about its own person, and about whoever registered stands for that person.
_ROSTER_LINK = """SELECT r.kind, r.row_id, t.subject_id, t.in_exact, t.in_accepted, t.in_possible,
    CASE WHEN t.in_exact THEN CASE WHEN s.registered THEN 'exact' ELSE 'own' END
        WHEN t.in_accepted THEN 'scored'
        ELSE 'possible' END AS method,
    t.score
FROM linkage_registry r
JOIN linkage_person p ON p.subject_id = r.subject_id
JOIN linkage_standing t ON t.person_id = p.person_id
JOIN linkage_subject s ON s.subject_id = t.subject_id
WHERE r.role = $roster AND (t.in_exact OR t.in_accepted OR t.in_possible)"""
# A subject's own rows; and, of the few people who are several subjects, those on the roster, where the ID says that it
# is the same person.
_SUBJECT_ROW = """WITH together AS (
    SELECT p.person_id, p.subject_id
    FROM linkage_person p
    JOIN (SELECT DISTINCT person_id FROM linkage_person WHERE person_id <> subject_id) m ON m.person_id = p.person_id
)
SELECT s.subject_id, r.kind, r.row_id
FROM subject s
JOIN linkage_registry r ON r.subject_id = s.subject_id
UNION ALL
SELECT s.subject_id, r.kind, r.row_id
FROM together p
JOIN subject s ON s.subject_id = p.subject_id
JOIN together q ON q.person_id = p.person_id AND q.subject_id <> p.subject_id
JOIN linkage_subject o ON o.subject_id = q.subject_id AND NOT o.registered
JOIN linkage_registry r ON r.subject_id = o.subject_id"""


def _subject_sql() -> str:
    return """SELECT s.subject_id, s.origin, s.kind, s.row_id, s.person_no, s.household_no, s.registered, s.id18,
    t.in_exact, t.in_accepted, t.in_possible
FROM linkage_subject s
JOIN linkage_standing t ON t.subject_id = s.subject_id AND t.own"""


def _link_sql() -> str:
    """Claims on a person, spread over the subjects that stand for the person in each world.

    Two people may share a subject (somebody registered who could be either); a row still counts once for it. A row
    whose ID is that of a subject's own person is always that subject's, and hardly any row is anything else.
    """
    columns = """c.kind, c.row_id, c.person_id, t.subject_id, t.own,
        c.in_exact AND t.in_exact AS in_exact,
        c.in_accepted AND t.in_accepted AS in_accepted,
        t.in_possible,
        c.method AS claimed, least(c.score, t.score) AS score, coalesce(c.gap, t.gap) AS gap"""
    return f"""WITH spread AS (
    SELECT {columns}
    FROM linkage_claim c
    JOIN linkage_standing t ON t.person_id = c.person_id AND NOT t.own
    WHERE c.method = 'exact'
    UNION ALL
    SELECT {columns}
    FROM linkage_claim c
    JOIN linkage_standing t ON t.person_id = c.person_id
    WHERE c.method <> 'exact'
), counted AS (
    SELECT s.*, b.person_id AS own_id, row_number() OVER (PARTITION BY s.kind, s.row_id, s.subject_id
        ORDER BY s.in_exact DESC, s.in_accepted DESC, s.own DESC, s.score DESC, s.person_id) AS nth
    FROM spread s
    JOIN linkage_person b ON b.subject_id = s.subject_id
    LEFT JOIN linkage_exact e ON e.kind = s.kind AND e.row_id = s.row_id AND e.person_id = b.person_id
    WHERE e.row_id IS NULL AND (s.in_exact OR s.in_accepted OR s.in_possible)
)
SELECT e.kind, e.row_id, t.subject_id, TRUE AS in_exact, t.in_accepted, t.in_possible, 'exact' AS method,
    CAST(NULL AS DOUBLE) AS score, CAST(NULL AS DOUBLE) AS gap, CAST(NULL AS VARCHAR) AS evidence
FROM linkage_exact e
JOIN linkage_standing t ON t.person_id = e.person_id AND t.own
UNION ALL
SELECT s.kind, s.row_id, s.subject_id, s.in_exact, s.in_accepted, s.in_possible,
    CASE WHEN NOT s.in_exact AND NOT s.in_accepted THEN 'possible'
        WHEN s.claimed = 'exact' THEN 'bridge'
        ELSE s.claimed END,
    s.score, s.gap,
    CASE WHEN NOT s.in_exact AND NOT s.in_accepted THEN NULL
        WHEN s.claimed = 'exact' THEN concat_ws('；', $word_bridge, {evidence_sql("p")})
        ELSE {evidence_sql("r")} END
FROM counted s
LEFT JOIN linkage_ranked r ON r.kind = s.kind AND r.row_id = s.row_id AND r.person_id = s.person_id
    AND s.in_accepted
LEFT JOIN linkage_pairing p ON p.person_id = s.own_id AND p.roster_id = s.person_id
WHERE s.nth = 1"""


def _household_link_sql(pack: Pack, present: Present) -> tuple[str, dict[str, Value]]:
    """Rows of lists about households, where a registered person has that household number."""
    kinds = [
        (kind.id, column)
        for kind in pack.kinds.values()
        if kind.subject is Subject.HOUSEHOLD
        and (column := kind.with_role(Role.HOUSEHOLD_NO)) in present.get(kind.id, frozenset())
    ]
    rows = "\nUNION ALL\n".join(
        f'SELECT $kind_{kind} AS kind, row_id, "{column}" AS household_no FROM list_{kind}' for kind, column in kinds
    )
    none = "SELECT kind, row_id, household_no FROM linkage_subject WHERE FALSE"
    sql = f"""SELECT l.kind, l.row_id, l.household_no
FROM ({rows or none}) l
JOIN (SELECT DISTINCT household_no FROM linkage_subject WHERE registered) h ON h.household_no = l.household_no"""
    return sql, {f"kind_{kind}": kind for kind, _ in kinds}


def _out_links_sql() -> str:
    return f"""SELECT l.kind, l.row_id, s.person_no AS person, s.household_no, s.registered, l.method, l.score, l.gap,
    CASE WHEN l.method = 'exact' THEN $word_exact ELSE l.evidence END AS evidence
FROM link l
JOIN subject s ON s.subject_id = l.subject_id
WHERE l.in_accepted
UNION ALL
SELECT r.kind, r.row_id, s.person_no, s.household_no, s.registered,
    CASE WHEN r.kind = s.kind THEN 'own' ELSE 'exact' END, NULL, NULL,
    CASE WHEN r.kind <> s.kind THEN $word_exact END
FROM subject_row r
JOIN subject s ON s.subject_id = r.subject_id
WHERE s.in_accepted
UNION ALL
SELECT r.kind, r.row_id, s.person_no, s.household_no, s.registered, 'scored', q.score, q.gap, {evidence_sql("q")}
FROM linkage_pairing q
JOIN linkage_person o ON o.person_id = q.roster_id
JOIN linkage_registry r ON r.subject_id = o.subject_id AND r.role = $roster
JOIN linkage_person p ON p.person_id = q.person_id
JOIN subject s ON s.subject_id = p.subject_id
WHERE q.accepted
UNION ALL
SELECT kind, row_id, NULL, household_no, TRUE, 'household_no', NULL, NULL, NULL
FROM household_link"""
