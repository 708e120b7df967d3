"""Findings with what lists and pages need beside what the engine says: where, whose, and what makes each the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import polars as pl

from huitoukan.core.areas.codes import level_of
from huitoukan.core.areas.enums import Level as AreaLevel
from huitoukan.core.areas.queries import every_name, root_code
from huitoukan.domain.registry.comparing.places import gazetteer
from huitoukan.domain.registry.queries import AsOf, households
from huitoukan.engine.masking import mask
from huitoukan.engine.results import FINDINGS, Result
from huitoukan.policy.models import Level, Pack, Role, Severity, Subject

KEY_LENGTH = 32
DESCRIBED = {
    **FINDINGS,
    "key": pl.String,  # the same from run to run
    "area_code": pl.String,
    "theme": pl.String,
    "family": pl.String,
    "kind": pl.String,
    "severity": pl.String,
    "gravity": pl.Int64,
    "shown_person": pl.String,  # the person number, or the ID number that stands in for one, masked
    "shown_name": pl.String,
    "shown_sentence": pl.String,
}
_PLACES = ("township", "village")
_TEXT_LENGTH = {"shown_name": 120, "shown_person": 40}


def describe(result: Result, pack: Pack, at: AsOf) -> pl.DataFrame:
    """The findings of ``result`` with the columns ``DESCRIBED``, in their order."""
    codes = _codes(result.findings, at)
    found = (
        result.findings.join(_rules(pack), on="rule_id", how="left", maintain_order="left")
        .hstack([codes])
        .with_columns(
            shown_person=_shown_person(_registered_numbers(result, pack)),
            shown_name=mask(pl.col("name").fill_null(""), inside_text=True),
            shown_sentence=mask(pl.col("sentence"), inside_text=True),
        )
        .with_columns(pl.col(name).str.head(length) for name, length in _TEXT_LENGTH.items())
    )
    return found.with_columns(key=_keys(found)).select(*DESCRIBED)


def _rules(pack: Pack) -> pl.DataFrame:
    order = [severity.value for severity in reversed(Severity)]
    lines = [
        (
            rule.id,
            pack.families[rule.family].theme or "",
            rule.family,
            rule.kind.value,
            rule.severity.value,
            order.index(rule.severity),
        )
        for rule in pack.rules.values()
    ]
    columns = ("rule_id", "theme", "family", "kind", "severity", "gravity")
    return pl.DataFrame(lines, schema={name: DESCRIBED[name] for name in columns}, orient="row")


def _codes(findings: pl.DataFrame, at: AsOf) -> pl.Series:
    """Where each lies: of registered households where the registry has them, of others by the names of the place."""
    homes = pl.DataFrame(
        list(households(at).order_by().values_list("number", "area_code").iterator(chunk_size=20_000)),
        schema={"household_no": pl.String, "home": pl.String},
        orient="row",
    ).unique("household_no")
    root = root_code()
    names = gazetteer(every_name(), root)
    pairs = findings.select(pl.col(_PLACES).fill_null("")).unique()
    codes = [names.place(*pair, blank=root)[0] for pair in pairs.iter_rows()]
    named = pairs.with_columns(named=pl.Series(codes, dtype=pl.String))
    return (
        findings.with_columns(pl.col(_PLACES).fill_null(""))
        .join(homes, on="household_no", how="left", maintain_order="left")
        .join(named, on=_PLACES, how="left", maintain_order="left")
        .select(area_code=pl.coalesce("home", "named"))
        .to_series()
    )


def _registered_numbers(result: Result, pack: Pack) -> pl.Series:
    field = pack.kinds[Subject.REGISTERED].with_role(Role.PERSON_NO)
    paths = result.sheets.lists[Subject.REGISTERED]
    if field not in result.sheets.present[Subject.REGISTERED]:
        return pl.Series(dtype=pl.String)
    known = pl.concat([pl.scan_parquet(path) for path in paths], how="diagonal_relaxed")
    return known.select(pl.col(str(field)).drop_nulls().unique()).collect().to_series()


def _shown_person(numbers: pl.Series) -> pl.Expr:
    person = pl.col("person_no").fill_null("")
    return pl.when(person.is_in(numbers.implode())).then(person).otherwise(mask(mask(person), inside_text=True))


def _keys(found: pl.DataFrame) -> pl.Series:
    """Of persons and households the numbers count, of villages the place; a second one just like it is another."""
    rows = found.select("rule_id", "level", "household_no", "person_no", "area_code", *_PLACES, "name").iter_rows()
    keys = pl.Series("key", [_digest(_telling(*row)) for row in rows], dtype=pl.String)
    nth = pl.DataFrame([keys]).with_columns(nth=pl.int_range(pl.len()).over("key"))
    again = [_digest((key, str(times))) if times else key for key, times in nth.iter_rows()]
    return pl.Series("key", again, dtype=pl.String)


def _telling(
    rule: str, level: str, household: str, person: str, area: str, township: str, village: str, name: str
) -> tuple[str, ...]:
    if household or person:
        return rule, level, household or "", person or ""
    if level == Level.VILLAGE and level_of(area) is AreaLevel.VILLAGE:
        return rule, level, area
    return rule, level, township or "", village or "", name or ""


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:KEY_LENGTH]
