"""What a person decided about candidates: the workbook of undecided links, filled in and handed to the next run.

A row of it names a row of a list by file, sheet and row, a candidate by person number (or, where there is none, by
file#sheet#row), and says 是 or 否. Rows without a decision are passed over.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

import fastexcel
import polars as pl

from huitoukan.engine.results import ROW_COLUMNS, Sheets
from huitoukan.engine.sheets.mended import SOURCE_FILE, SOURCE_ROW, SOURCE_SHEET
from huitoukan.messages import Mendable, Message, say
from huitoukan.policy.models import Subject

CANDIDATE, DECISION = "候选人", "决定"
YES, NO = "是", "否"

_HEADERS = (SOURCE_FILE, SOURCE_SHEET, SOURCE_ROW, CANDIDATE, DECISION)
_REGISTRY = (Subject.REGISTERED.value, Subject.ROSTER.value)
_FIRST_ROW = 2  # the header is row 1
_ENCODINGS = ("utf-8-sig", "gb18030")


def load_decisions(path: Path, sheets: Sheets, out: Path) -> Path:
    """Writes the decisions in ``path`` (xlsx, xls or csv) to ``out`` as Parquet and gives ``out``.

    Columns: kind, row_id, candidate_kind, candidate_row_id, same (boolean).
    Raises :class:`Mendable` for a file that cannot be read, lacks a column, or has a row that says nothing clear,
    names a row or a candidate that is not in ``sheets``, or contradicts another one.
    """
    table = _read(path)
    missing = [header for header in _HEADERS if header not in table.columns]
    if missing:
        raise Mendable(say("linkage.decisions_columns", file=path.name, columns=missing))
    filled = (
        table.with_row_index("at", offset=_FIRST_ROW)
        .select("at", *(pl.col(h).str.strip_chars().replace("", None) for h in _HEADERS))
        .filter(pl.col(DECISION).is_not_null())
    )
    _refuse(filled.filter(~pl.col(DECISION).is_in([YES, NO])), path, "decisions_word", DECISION)
    placed = _placed(filled, sheets, path)
    decided = placed.select(
        "kind", "row_id", "candidate_kind", "candidate_row_id", same=pl.col(DECISION).eq(YES)
    ).unique(maintain_order=True)
    _refuse(placed.filter(_contradictory()), path, "decisions_twice", CANDIDATE)
    out.parent.mkdir(parents=True, exist_ok=True)
    decided.sort(pl.all()).write_parquet(out)
    return out


def _placed(filled: pl.DataFrame, sheets: Sheets, path: Path) -> pl.DataFrame:
    """The decisions with the rows they are about, on both sides."""
    rows = _rows(sheets, sheets.lists)
    found = filled.with_columns(number=pl.col(SOURCE_ROW).str.strip_suffix(".0").cast(pl.Int32, strict=False)).join(
        rows, left_on=[SOURCE_FILE, SOURCE_SHEET, "number"], right_on=["file", "sheet", "row"], how="left"
    )
    _refuse(found.filter(pl.col("row_id").is_null()), path, "decisions_row", SOURCE_ROW)
    found = found.join(_candidates(sheets), left_on=CANDIDATE, right_on="key", how="left")
    _refuse(found.filter(pl.col("candidate_row_id").is_null()), path, "decisions_candidate", CANDIDATE)
    return found


def _contradictory() -> pl.Expr:
    return pl.col(DECISION).n_unique().over("kind", "row_id", "candidate_kind", "candidate_row_id") > 1


def _rows(sheets: Sheets, kinds: Iterable[str]) -> pl.DataFrame:
    """Where every row of ``kinds`` stands."""
    frames = [
        pl.scan_parquet(list(sheets.lists[kind])).select(pl.lit(kind).alias("kind"), *ROW_COLUMNS)
        for kind in sorted(kinds)
    ]
    return pl.concat([pl.LazyFrame(schema={"kind": pl.String, **ROW_COLUMNS}), *frames]).collect()


def _candidates(sheets: Sheets) -> pl.DataFrame:
    """Each key a candidate goes by, with the first row that bears it: key, candidate_kind, candidate_row_id."""
    kinds = [kind for kind in _REGISTRY if kind in sheets.lists]
    place = pl.format("{}#{}#{}", "file", "sheet", "row").alias("key")
    keys = [_rows(sheets, kinds).select(place, "kind", "row_id")]
    for kind in kinds:
        if "person_no" in sheets.present.get(kind, ()):
            rows = pl.scan_parquet(list(sheets.lists[kind])).select(key="person_no", kind=pl.lit(kind), row_id="row_id")
            keys.append(rows.drop_nulls("key").sort("row_id").unique("key", keep="first").collect())
    return pl.concat(keys).select("key", candidate_kind="kind", candidate_row_id="row_id").unique("key", keep="last")


def _refuse(wrong: pl.DataFrame, path: Path, sentence: str, column: str) -> None:
    """Raises with the first row of ``wrong``, if there is one."""
    if wrong.height:
        at, value = wrong.sort("at").select("at", column).row(0)
        raise Mendable(say(f"linkage.{sentence}", file=path.name, row=at, value=value or "", more=wrong.height - 1))


def _read(path: Path) -> pl.DataFrame:
    """All cells as text, the first row being the header."""
    if not path.is_file():
        raise Mendable(say("linkage.decisions_absent", file=str(path)))
    try:
        return _read_csv(path) if path.suffix.lower() == ".csv" else _read_workbook(path)
    except (fastexcel.FastExcelError, pl.exceptions.PolarsError, UnicodeDecodeError) as fault:
        raise Mendable(_unreadable(path)) from fault


def _unreadable(path: Path) -> Message:
    return say("linkage.decisions_unreadable", file=path.name)


def _read_workbook(path: Path) -> pl.DataFrame:
    return fastexcel.read_excel(path).load_sheet(0, header_row=0, dtypes="string").to_polars()


def _read_csv(path: Path) -> pl.DataFrame:
    data = path.read_bytes()
    for encoding in _ENCODINGS[:-1]:
        try:
            return _parse_csv(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    return _parse_csv(data.decode(_ENCODINGS[-1]))


def _parse_csv(text: str) -> pl.DataFrame:
    return pl.read_csv(io.StringIO(text), infer_schema=False)
