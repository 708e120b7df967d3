"""Fills the template of the page. What it says is in the message catalog; how it looks, in the templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl
from jinja2 import Environment, PackageLoader, StrictUndefined

from huitoukan import __version__
from huitoukan.engine.outputs.edition import Edition
from huitoukan.engine.outputs.following import count_changes
from huitoukan.engine.outputs.summary.problems import HEAT_STEPS, sum_problems
from huitoukan.engine.outputs.summary.quality import sum_quality
from huitoukan.engine.outputs.words import kind_word, severity_word
from huitoukan.policy.models import ValueType

SHOWN_DIGEST = 12
COUNTIES_NAMED = 3


@dataclass(frozen=True, slots=True)
class InputLine:
    """An input file: what it was taken for, and what was wrong with it."""

    file: str
    kinds: str
    bytes: int
    digest: str
    notes: str


def write_summary(edition: Edition, rows: pl.DataFrame, path: Path) -> None:
    """Writes the page: one file, no script, nothing fetched from anywhere."""
    page = _environment().get_template("summary.html.j2").render(_context(edition, rows))
    path.write_text(page, "utf-8", newline="\n")


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("huitoukan.engine.outputs"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["number"] = lambda value: f"{value:,}"
    made.filters["decimal"] = lambda value: "—" if value is None else f"{value:,.1f}"
    made.globals["share"] = lambda part, whole: 100 * part / whole if whole else 0.0
    return made


def _context(edition: Edition, rows: pl.DataFrame) -> Mapping[str, object]:
    result = edition.result
    return {
        "t": edition.text,
        "kind_word": lambda kind: kind_word(kind, edition.lang),
        "severity_word": lambda severity: severity_word(severity, edition.lang),
        "lang": edition.lang,
        "county": _name_county(edition),
        "as_of": _say_day(edition),
        "problems": sum_problems(edition),
        "quality": sum_quality(edition, rows),
        "heat_steps": HEAT_STEPS,
        "changes": count_changes(edition),
        "exempted": edition.result.exempted.height,
        "not_judged": _list_not_judged(edition),
        "inputs": [_describe_input(edition, file.file) for file in result.sheets.files],
        "files": len(result.sheets.files),
        "policy": f"{edition.pack.title} {result.pack_version}",
        "parameters": _list_parameters(edition),
        "version": __version__,
    }


def _say_day(edition: Edition) -> str:
    day = edition.result.as_of
    return edition.text("day", year=day.year, month=day.month, day=day.day, iso=day.isoformat())


def _name_county(edition: Edition) -> str:
    """The counties of the registry, the one with the most people first; empty when the list has none."""
    counted = edition.registry.get_column("county").drop_nulls().value_counts()
    ordered = counted.sort(["count", "county"], descending=[True, False])
    return edition.listing(ordered.get_column("county").head(COUNTIES_NAMED).to_list())


def _list_not_judged(edition: Edition) -> list[tuple[str, str, bool]]:
    """Title, what is missing, and whether the rule could not fire at all."""
    missing = [rule for rule in edition.result.rules if rule.missing]
    titles = {rule.id: rule.title for rule in edition.pack.rules.values()}
    return [
        (
            titles.get(rule.rule_id, rule.rule_id),
            edition.listing(rule.missing),
            rule.silent,
        )
        for rule in sorted(missing, key=lambda rule: (not rule.silent, rule.rule_id))
    ]


def _describe_input(edition: Edition, name: str) -> InputLine:
    sheets = [sheet for sheet in edition.result.sheets.sheets if sheet.file == name]
    file = next(file for file in edition.result.sheets.files if file.file == name)
    kinds = dict.fromkeys(edition.pack.kind_title(sheet.kind) for sheet in sheets if sheet.kind)
    problem = [file.problem] if file.problem else []
    said = [*problem, *(sheet.note for sheet in sheets if sheet.note)]
    notes = " ".join(dict.fromkeys(edition.tell(message) for message in said))
    return InputLine(name, edition.listing(list(kinds)), file.bytes, file.sha256[:SHOWN_DIGEST], notes)


def _list_parameters(edition: Edition) -> list[tuple[str, str]]:
    """Title and value with its unit, of every parameter in force."""
    lines = []
    for name, value in edition.result.parameters.items():
        known = edition.pack.parameters.get(name)
        text = _say_value(edition, value, known.type if known else None)
        lines.append((known.title if known else name, text + (known.unit if known else "")))
    return lines


def _say_value(edition: Edition, value: object, kind: ValueType | None) -> str:
    if isinstance(value, bool):
        return edition.text("yes" if value else "no")
    if kind is not ValueType.NUMBER or not isinstance(value, (int, float)):
        return str(value)
    return f"{value:,.10g}"
