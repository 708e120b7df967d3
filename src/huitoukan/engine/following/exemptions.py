"""Findings that an office has accepted as exempt, with evidence and until a day: they leave the list but stay in sight.

An exemption holds for one rule and one subject, named as the findings name it: a household by its number, a person by
its number (or by household number and name), a village by its name. It is honoured up to and on its last day. What
lacks evidence or a last day is not honoured: an exemption nobody can check, or that never ends, is none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from huitoukan.engine.masking import mask
from huitoukan.engine.results import EXEMPTIONS
from huitoukan.messages import Message, say
from huitoukan.policy.models import Level, Pack

NAMED = 5
"""So many rows are named in a sentence about more of them."""

_WAYS: Mapping[Level, Sequence[Sequence[str]]] = {
    Level.VILLAGE: (("township", "village"),),
    Level.HOUSEHOLD: (("household_no",),),
    # somebody on the roster alone is named by an ID number, which our own workbooks show masked
    Level.PERSON: (("person_no",), ("household_no", "masked_no"), ("household_no", "name")),
}
"""How a subject of each level may be named."""


class Standing(StrEnum):
    """What became of a row of an exemptions file in this run."""

    HONOURED = "honoured"
    IDLE = "idle"
    """In order, but this run found no such problem."""
    ENDED = "ended"
    """Its last day is over."""
    INCOMPLETE = "incomplete"
    """Without evidence, or without a day that can be read."""
    UNKNOWN_RULE = "unknown_rule"


@dataclass(frozen=True, slots=True)
class Exempted:
    """Findings apart: what counts, what is exempt, and every row of the files with its standing."""

    findings: pl.DataFrame
    exempted: pl.DataFrame
    """As ``findings``, with ``evidence`` and ``until``."""
    ledger: pl.DataFrame
    """Columns ``results.EXEMPTIONS``."""
    remarks: tuple[Message, ...] = ()


def exempt(findings: pl.DataFrame, filed: pl.DataFrame, *, pack: Pack, as_of: dt.date) -> Exempted:
    """Take the exempt ones out of ``findings`` (columns ``results.FINDINGS``).

    ``filed`` is what :func:`read_exemptions` gave. Of several exemptions of a finding the longest counts.
    """
    known = _with_rules(filed, pack)
    in_order = known.filter(_standing(as_of).is_null())
    pairs = _pairs(findings, in_order)
    best = pairs.sort("until", "nth", descending=[True, False]).unique("finding_id", keep="first", maintain_order=True)
    exempted = findings.join(best.select("finding_id", "evidence", "until"), on="finding_id", maintain_order="left")
    used = pl.col("nth").is_in(pairs["nth"].unique().implode())
    idle_or_honoured = pl.when(used).then(pl.lit(Standing.HONOURED)).otherwise(pl.lit(Standing.IDLE))
    ledger = known.with_columns(standing=pl.coalesce(_standing(as_of), idle_or_honoured)).sort("nth")
    return Exempted(
        findings.join(best, on="finding_id", how="anti", maintain_order="left"),
        exempted,
        ledger.select(pl.col(name).cast(type_) for name, type_ in EXEMPTIONS.items()),
        tuple(_remarks(ledger)),
    )


def _with_rules(filed: pl.DataFrame, pack: Pack) -> pl.DataFrame:
    """``filed`` with ``rule_id`` and ``level``; null where no rule is called so."""
    by_id = {rule.id: rule.id for rule in pack.rules.values()}
    by_title = _by_title(pack)
    levels = {rule.id: rule.level.value for rule in pack.rules.values()}
    said = pl.col("rule").replace_strict(by_id, default=None, return_dtype=pl.String)
    titled = [
        pl.col(name).replace_strict(by_title, default=None, return_dtype=pl.String) for name in ("rule", "problem")
    ]
    return filed.with_columns(rule_id=pl.coalesce(said, *titled)).with_columns(
        level=pl.col("rule_id").replace_strict(levels, default=None, return_dtype=pl.String)
    )


def _by_title(pack: Pack) -> Mapping[str, str]:
    """Rules by title; a title that several bear names none of them."""
    titles = [rule.title for rule in pack.rules.values()]
    return {rule.title: rule.id for rule in pack.rules.values() if titles.count(rule.title) == 1}


def _standing(as_of: dt.date) -> pl.Expr:
    """Why a row cannot be honoured; null when it can."""
    return (
        pl.when(pl.col("rule_id").is_null())
        .then(pl.lit(Standing.UNKNOWN_RULE))
        .when(pl.col("evidence").is_null() | pl.col("until").is_null())
        .then(pl.lit(Standing.INCOMPLETE))
        .when(pl.col("until") < as_of)
        .then(pl.lit(Standing.ENDED))
    )


def _pairs(findings: pl.DataFrame, filed: pl.DataFrame) -> pl.DataFrame:
    """``nth``, ``finding_id``, ``evidence``, ``until``: every exemption with every finding it is about."""
    told = filed.with_columns(pl.col("household_no", "person_no", "name").fill_null(""))
    told = told.with_columns(masked_no="person_no")
    named = findings.with_columns(masked_no=mask(pl.col("person_no")))
    found = [_join(named.clear(), told.clear(), ())]
    for level, ways in _WAYS.items():
        for columns in ways:
            rows = told.filter(pl.col("level") == level.value, *(pl.col(column) != "" for column in columns))
            # a row that gives a person's number is about that person, whatever name stands beside it
            rows = rows.filter(pl.col("person_no") == "") if "name" in columns else rows
            found.append(_join(named, rows, columns))
    return pl.concat(found).unique(["nth", "finding_id"])


def _join(findings: pl.DataFrame, filed: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    joined = findings.join(filed, on=["rule_id", "level", *columns])
    return joined.select("nth", "finding_id", "evidence", "until")


def _remarks(ledger: pl.DataFrame) -> list[Message]:
    """What the office should hear of its file."""
    said = []
    for standing in (Standing.ENDED, Standing.INCOMPLETE, Standing.UNKNOWN_RULE):
        rows = ledger.filter(pl.col("standing") == standing)
        if rows.height:
            places = rows.select("filed_in", "at").head(NAMED).iter_rows()
            named = [say("following.place", file=file, row=row) for file, row in places]
            said.append(say(f"following.exemptions_{standing}", count=rows.height, rows=named))
    return said
