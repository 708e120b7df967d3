"""From pairs to scores to the best candidate: steps that run twice, registry with roster and lists with people."""

from __future__ import annotations

from dataclasses import dataclass

from huitoukan.engine.linkage import candidates, comparing
from huitoukan.engine.linkage.binding import step
from huitoukan.engine.plan import Step, Value
from huitoukan.messages import Message
from huitoukan.policy.models import Pack


@dataclass(frozen=True, slots=True)
class Match:
    """Two tables to be matched. ``vague``: those whose ID may be missing; see ``candidates.Block``."""

    prefix: str
    rows: str
    people: str
    title: Message
    vague: tuple[str, ...] = ("l",)

    @property
    def pairs_sql(self) -> str:
        """The pairs that are worth comparing, of the tables of :func:`key_steps`."""
        return candidates.pairs_sql(f"{self.prefix}_row_key", f"{self.prefix}_person_key")


def bucket_limits(pack: Pack) -> dict[str, Value]:
    """The values that ``Match.pairs_sql`` names."""
    return {"bucket_most": pack.linkage.bucket_most, "number_bucket_most": pack.linkage.number_bucket_most}


def key_steps(pack: Pack, match: Match) -> tuple[Step, ...]:
    """``{prefix}_row_key`` and ``{prefix}_person_key``: what rows and people may have in common."""
    rows, people = f"{match.prefix}_row_key", f"{match.prefix}_person_key"
    sorts = candidates.blocks(pack.linkage.keys, match.vague)
    return (
        step(rows, candidates.row_keys_sql(match.rows, sorts)),
        step(people, candidates.person_keys_sql(match.people, rows, sorts)),
    )


def weigh_steps(pack: Pack, match: Match) -> tuple[Step, ...]:
    """From ``{prefix}_pair``: ``{prefix}_rarity``, ``_comparison``, ``_score`` and ``_ranked`` (with rank and gap).

    ``gap`` is what the best candidate is ahead of the next one; NULL when there is no other.
    """
    weights = pack.linkage.weights.model_dump() | {"prior": pack.linkage.prior}
    pair, rarity, comparison, score, ranked = (
        f"{match.prefix}_{name}" for name in ("pair", "rarity", "comparison", "score", "ranked")
    )
    compared = comparing.comparison_sql(match.rows, match.people, pair, rarity, vague=match.vague)
    return (
        step(rarity, comparing.rarity_sql(match.people), weights),
        step(comparison, compared, title=match.title),
        step(score, comparing.score_sql(comparison), weights),
        step(ranked, _ranked_sql(score)),
    )


def _ranked_sql(score: str) -> str:
    order = "PARTITION BY kind, row_id ORDER BY score DESC, person_id"
    return f"""SELECT *, row_number() OVER ({order}) AS rank,
    CASE WHEN row_number() OVER ({order}) = 1 THEN round(score - lead(score) OVER ({order}), 3) END AS gap
FROM {score}"""


def wins_sql(row: str) -> str:
    """Whether a candidate is good enough, and clearly better than the next one, to be taken without a person."""
    return f"({row}.rank = 1 AND {row}.score >= $threshold AND coalesce({row}.gap, $gap) >= $gap)"
