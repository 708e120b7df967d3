"""One workbook a township: its problems, its households, and how to read them. In Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from huitoukan.engine.following.changes import Change
from huitoukan.engine.outputs.bases import word_bases
from huitoukan.engine.outputs.edition import Edition
from huitoukan.engine.outputs.filenames import unique_names
from huitoukan.engine.outputs.findings import count_households, count_villages, describe_findings
from huitoukan.engine.outputs.words import kind_word, severity_word, zh
from huitoukan.engine.outputs.workbooks import (
    ROWS_A_SHEET,
    Book,
    Column,
    measure_heights,
    open_book,
    prepare_print,
    write_heading,
    write_list,
)
from huitoukan.policy.models import Level, RuleKind, Severity

_SEVERITY_MARKS = {Severity.URGENT: "grave", Severity.IMPORTANT: "warm", Severity.GENERAL: "calm"}


def write_townships(edition: Edition, folder: Path, *, rows_a_sheet: int = ROWS_A_SHEET) -> Iterator[str]:
    """Writes the workbooks one by one and gives each township's name when its own is done."""
    folder.mkdir()
    parts = _tabulate(edition).partition_by("township", as_dict=True, maintain_order=True)
    townships = sorted(str(key[0]) for key in parts)
    for township, stem in zip(townships, unique_names(townships), strict=True):
        table = parts[(township,)]
        with open_book(folder / f"{stem}.xlsx", rows=table.height, rows_a_sheet=rows_a_sheet) as book:
            _write_problems(book, edition, township, table)
            _write_households(book, edition, township, table)
            _write_notes(book, edition, township, table)
        yield township


def _tabulate(edition: Edition) -> pl.DataFrame:
    """Findings in the words of the workbook, a township's by village, household and gravity."""
    unknown = zh("township_unknown")
    township = pl.col("township").str.strip_chars().replace("", None).fill_null(unknown)
    kinds = {kind.value: kind_word(kind) for kind in RuleKind}
    severities = {severity.value: severity_word(severity) for severity in Severity}
    confidences = {each: zh(f"confidence_{each}") for each in ("firm", "review")}
    return (
        describe_findings(edition)
        .join(word_bases(edition), on="finding_id", how="left", maintain_order="left")
        .with_columns(
            township=township,
            kind=pl.col("kind").replace(kinds),
            severity=pl.col("severity").replace(severities),
            confidence=pl.col("confidence").replace(confidences),
            change=pl.col("change").replace({change.value: zh(f"change_{change}") for change in Change}),
        )
        .sort("township", "village", "household_no", "gravity", "finding_id", nulls_last=True)
    )


def _subtitle(edition: Edition, table: pl.DataFrame) -> str:
    counted = {"findings": table.height, "households": count_households(table), "villages": count_villages(table)}
    key = "township_subtitle_villages" if counted["villages"] else "township_subtitle"
    return zh(key, as_of=edition.result.as_of, **counted)


def _write_problems(book: Book, edition: Edition, township: str, table: pl.DataFrame) -> None:
    columns = (
        Column("number", zh("column_number"), 6, "number"),
        Column("village", zh("column_village"), 11),
        Column("household_no", zh("column_household"), 17),
        Column("name", zh("column_name"), 10),
        Column("id_no", zh("column_id"), 21),
        Column("title", zh("column_problem"), 15),
        Column("kind", zh("column_kind"), 10, "centre"),
        Column("severity", zh("column_severity"), 7, "centre", _marks(_SEVERITY_MARKS)),
        Column("sentence", zh("column_sentence"), 38),
        Column("advice", zh("column_advice"), 32),
        Column("confidence", zh("column_confidence"), 8, "centre", _confidence_marks()),
        Column("basis", zh("column_basis"), 36),
        *([Column("change", zh("column_change"), 8, "centre", _change_marks())] if edition.changes else ()),
    )
    heading = zh("problems_title", township=township), _subtitle(edition, table)
    write_list(book, zh("sheet_problems"), columns, table.with_row_index("number", offset=1), heading)


def _marks(styles: dict[Severity, str]) -> dict[str, str]:
    return {severity_word(severity): style for severity, style in styles.items()}


def _confidence_marks() -> dict[str, str]:
    return {zh("confidence_firm"): "good", zh("confidence_review"): "warm"}


def _change_marks() -> dict[str, str]:
    return {zh(f"change_{Change.NEW}"): "warm"}


def _write_households(book: Book, edition: Edition, township: str, table: pl.DataFrame) -> None:
    counted = [severity_word(each) for each in reversed(Severity)]
    counted += [zh("confidence_firm"), zh("confidence_review")]
    columns = (
        Column("village", zh("column_village"), 12),
        Column("household_no", zh("column_household"), 18),
        Column("names", zh("column_names"), 22),
        Column("findings", zh("column_findings"), 8, "number"),
        *(Column(title, title, 8, "number") for title in counted),
        Column("problems", zh("column_problems"), 64),
    )
    heading = zh("households_title", township=township), _subtitle(edition, table)
    homes = table.filter(pl.col("level") != Level.VILLAGE.value)
    write_list(book, zh("sheet_households"), columns, _sum_households(homes), heading)


def _sum_households(table: pl.DataFrame) -> pl.DataFrame:
    """One row a household; the one with the gravest and the most problems is not put first: villages are.

    Where there is no household number a person is a household: strangers are never put together.
    """
    severities = [severity_word(each) for each in reversed(Severity)]
    confidences = [zh("confidence_firm"), zh("confidence_review")]
    return table.group_by("village", "household", maintain_order=True).agg(
        pl.col("household_no").first(),
        pl.col("name").drop_nulls().unique(maintain_order=True).str.join(zh("comma")).alias("names"),
        pl.len().alias("findings"),
        *(pl.col("severity").eq(each).sum().alias(each) for each in severities),
        *(pl.col("confidence").eq(each).sum().alias(each) for each in confidences),
        pl.col("title").unique(maintain_order=True).str.join(zh("semicolon")).alias("problems"),
    )


def _write_notes(book: Book, edition: Edition, township: str, findings: pl.DataFrame) -> None:
    sheet = book.add_sheet(zh("sheet_notes"))
    write_heading(book, sheet, zh("notes_title", township=township), _subtitle(edition, findings))
    result = edition.result
    masked = "notes_full_ids" if edition.full_ids else "notes_masked"
    notes = (
        ("notes_what", zh("notes_what_text")),
        ("notes_confidence", zh("notes_confidence_text")),
        ("notes_severity", zh("notes_severity_text")),
        ("notes_basis", zh("notes_basis_text")),
        ("notes_privacy", zh(masked)),
        ("notes_day", zh("notes_day_text", as_of=result.as_of)),
        ("notes_policy", zh("notes_policy_text", pack=edition.pack.title, version=result.pack_version)),
    )
    columns = (Column("head", "", 16, "strong"), Column("text", "", 100, "plain"))
    table = pl.DataFrame([(zh(head), text) for head, text in notes], schema=["head", "text"], orient="row")
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
    for row, (height, (head, text)) in enumerate(
        zip(measure_heights(columns, table), table.iter_rows(), strict=True), start=3
    ):
        sheet.set_row(row, height)
        sheet.write_string(row, 0, head, book.style("strong"))
        sheet.write_string(row, 1, text, book.style("plain"))
    prepare_print(sheet, 0)
