"""One workbook a township: its problems, its households, and how to read them. In Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from huitoukan.engine.outputs.bases import word_bases
from huitoukan.engine.outputs.edition import Edition
from huitoukan.engine.outputs.filenames import unique_names
from huitoukan.engine.outputs.findings import describe_findings
from huitoukan.engine.outputs.workbooks import (
    Book,
    Column,
    measure_heights,
    open_book,
    prepare_print,
    write_heading,
    write_table,
)
from huitoukan.messages import say
from huitoukan.policy.models import RuleKind, Severity

_SEVERITY_MARKS = {Severity.URGENT: "grave", Severity.IMPORTANT: "warm", Severity.GENERAL: "calm"}


def _zh(key: str, **values: object) -> str:
    return say(f"outputs.{key}", **values).text("zh")


def write_townships(edition: Edition, folder: Path) -> Iterator[str]:
    """Writes the workbooks one by one and gives each township's name when its own is done."""
    folder.mkdir()
    parts = _tabulate(edition).partition_by("township", as_dict=True, maintain_order=True)
    townships = sorted(str(key[0]) for key in parts)
    for township, stem in zip(townships, unique_names(townships), strict=True):
        table = parts[(township,)]
        with open_book(folder / f"{stem}.xlsx", rows=table.height) as book:
            _write_problems(book, edition, township, table)
            _write_households(book, edition, township, table)
            _write_notes(book, edition, township, table)
        yield township


def _tabulate(edition: Edition) -> pl.DataFrame:
    """Findings in the words of the workbook, a township's by village, household and gravity."""
    unknown = _zh("township_unknown")
    township = pl.col("township").str.strip_chars().replace("", None).fill_null(unknown)
    kinds = {kind.value: _zh(f"kind_{kind.value}") for kind in RuleKind}
    severities = {severity.value: _zh(f"severity_{severity.value}") for severity in Severity}
    confidences = {each: _zh(f"confidence_{each}") for each in ("firm", "review")}
    return (
        describe_findings(edition)
        .join(word_bases(edition), on="finding_id", how="left", maintain_order="left")
        .with_columns(
            township=township,
            kind=pl.col("kind").replace(kinds),
            severity=pl.col("severity").replace(severities),
            confidence=pl.col("confidence").replace(confidences),
        )
        .sort("township", "village", "household_no", "gravity", "finding_id", nulls_last=True)
    )


def _subtitle(edition: Edition, table: pl.DataFrame) -> str:
    households = table.get_column("household_no").drop_nulls().n_unique()
    return _zh("township_subtitle", as_of=edition.result.as_of, findings=table.height, households=households)


def _write_problems(book: Book, edition: Edition, township: str, table: pl.DataFrame) -> None:
    columns = (
        Column("number", _zh("column_number"), 6, "number"),
        Column("village", _zh("column_village"), 11),
        Column("household_no", _zh("column_household"), 17),
        Column("name", _zh("column_name"), 10),
        Column("id_no", _zh("column_id"), 21),
        Column("title", _zh("column_problem"), 15),
        Column("kind", _zh("column_kind"), 10, "centre"),
        Column("severity", _zh("column_severity"), 7, "centre", _marks(_SEVERITY_MARKS)),
        Column("sentence", _zh("column_sentence"), 38),
        Column("advice", _zh("column_advice"), 32),
        Column("confidence", _zh("column_confidence"), 8, "centre", _confidence_marks()),
        Column("basis", _zh("column_basis"), 36),
    )
    sheet = book.add_sheet(_zh("sheet_problems"))
    write_heading(book, sheet, _zh("problems_title", township=township), _subtitle(edition, table))
    write_table(book, sheet, 2, columns, table.with_row_index("number", offset=1))


def _marks(styles: dict[Severity, str]) -> dict[str, str]:
    return {_zh(f"severity_{severity.value}"): style for severity, style in styles.items()}


def _confidence_marks() -> dict[str, str]:
    return {_zh("confidence_firm"): "good", _zh("confidence_review"): "warm"}


def _write_households(book: Book, edition: Edition, township: str, table: pl.DataFrame) -> None:
    counted = [_zh(f"severity_{each.value}") for each in reversed(Severity)]
    counted += [_zh("confidence_firm"), _zh("confidence_review")]
    columns = (
        Column("village", _zh("column_village"), 12),
        Column("household_no", _zh("column_household"), 18),
        Column("names", _zh("column_names"), 22),
        Column("findings", _zh("column_findings"), 8, "number"),
        *(Column(title, title, 8, "number") for title in counted),
        Column("problems", _zh("column_problems"), 64),
    )
    sheet = book.add_sheet(_zh("sheet_households"))
    write_heading(book, sheet, _zh("households_title", township=township), _subtitle(edition, table))
    write_table(book, sheet, 2, columns, _sum_households(table))


def _sum_households(table: pl.DataFrame) -> pl.DataFrame:
    """One row a household; the one with the gravest and the most problems is not put first: villages are."""
    severities = [_zh(f"severity_{each.value}") for each in reversed(Severity)]
    confidences = [_zh("confidence_firm"), _zh("confidence_review")]
    return (
        table.filter(pl.col("household_no").is_not_null())
        .group_by("village", "household_no", maintain_order=True)
        .agg(
            pl.col("name").drop_nulls().unique(maintain_order=True).str.join("、").alias("names"),
            pl.len().alias("findings"),
            *(pl.col("severity").eq(each).sum().alias(each) for each in severities),
            *(pl.col("confidence").eq(each).sum().alias(each) for each in confidences),
            pl.col("title").unique(maintain_order=True).str.join("；").alias("problems"),
        )
    )


def _write_notes(book: Book, edition: Edition, township: str, findings: pl.DataFrame) -> None:
    sheet = book.add_sheet(_zh("sheet_notes"))
    write_heading(book, sheet, _zh("notes_title", township=township), _subtitle(edition, findings))
    result = edition.result
    masked = "notes_full_ids" if edition.full_ids else "notes_masked"
    notes = (
        ("notes_what", _zh("notes_what_text")),
        ("notes_confidence", _zh("notes_confidence_text")),
        ("notes_severity", _zh("notes_severity_text")),
        ("notes_basis", _zh("notes_basis_text")),
        ("notes_privacy", _zh(masked)),
        ("notes_day", _zh("notes_day_text", as_of=result.as_of)),
        ("notes_policy", _zh("notes_policy_text", pack=edition.pack.title, version=result.pack_version)),
    )
    columns = (Column("head", "", 16, "strong"), Column("text", "", 100, "plain"))
    table = pl.DataFrame([(_zh(head), text) for head, text in notes], schema=["head", "text"], orient="row")
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
    for row, (height, (head, text)) in enumerate(
        zip(measure_heights(columns, table), table.iter_rows(), strict=True), start=3
    ):
        sheet.set_row(row, height)
        sheet.write_string(row, 0, head, book.style("strong"))
        sheet.write_string(row, 1, text, book.style("plain"))
    prepare_print(sheet, 0)
