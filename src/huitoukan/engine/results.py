"""What passes between the parts of the engine and what a run gives back: reports and the columns of each table.

Tables are Parquet files between the parts and polars frames for a caller. A *row* of a list is named by its
``kind`` and ``row_id`` (dense within the kind, in the order of file, sheet, row); ``file``, ``sheet`` and ``row``
(as the spreadsheet program numbers it, from 1) are columns of each typed list.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from huitoukan.messages import Message

Present = Mapping[str, frozenset[str]]
"""Kind of list → the fields that at least one of its sheets has."""
ROW_COLUMNS = {"row_id": pl.Int64, "file": pl.String, "sheet": pl.String, "row": pl.Int32}
"""The first columns of every typed list; then one or more columns a field (see ``engine.sheets.typed.columns``)."""
UNREADABLE = {"file": pl.String, "sheet": pl.String, "row": pl.Int32, "kind": pl.String, "reason": pl.String}
"""Rows that were set aside while reading; the reason in Chinese."""

FINDINGS = {
    "finding_id": pl.Int64,  # in the order findings are listed; dense together with those exempted
    "rule_id": pl.String,
    "level": pl.String,  # person, household, village
    "household_no": pl.String,  # empty for a village
    "person_no": pl.String,  # empty for a household and a village
    "confidence": pl.String,  # firm, review
    "township": pl.String,
    "village": pl.String,
    "name": pl.String,  # the person, the head of the household, or the village
    "id_no": pl.String,  # whole: masked only where it leaves
    "sentence": pl.String,
}
EXEMPTED = {**FINDINGS, "evidence": pl.String, "until": pl.Date}
FINDING_FACTS = {
    "finding_id": pl.Int64,
    "position": pl.Int32,  # in the order the rule names them
    "fact": pl.String,
    "value": pl.String,  # as the sentence writes it; null when unknown
}
FINDING_SOURCES = {
    "finding_id": pl.Int64,
    "fact": pl.String,
    "kind": pl.String,
    "row_id": pl.Int64,  # null: the list was looked at and holds no such row
    "method": pl.String,  # own, exact, household_no, village, bridge, scored, decided, possible, absent
    "score": pl.Float64,  # null where exact
}
LINKS = {
    "kind": pl.String,
    "row_id": pl.Int64,
    "person": pl.String,  # person_no of a registered person, else the cleaned ID
    "household_no": pl.String,
    "registered": pl.Boolean,
    "method": pl.String,  # own, exact, household_no, bridge, scored, decided
    "score": pl.Float64,  # log2 odds; null where exact
    "gap": pl.Float64,  # to the runner-up; null where there was none
    "evidence": pl.String,  # in words: 姓名相同；证件号码一位之差；…
}
LINK_REVIEWS = {
    "kind": pl.String,
    "row_id": pl.Int64,
    "reason": pl.String,  # undecided, other_name, nobody
    "rank": pl.Int32,  # 1 is the best candidate; null when nobody is near
    "candidate": pl.String,  # person_no or ID of the candidate
    "candidate_kind": pl.String,  # registered, roster
    "candidate_row_id": pl.Int64,
    "score": pl.Float64,
    "gap": pl.Float64,
    "evidence": pl.String,
}
EXEMPTIONS = {
    "filed_in": pl.String,  # name of the exemptions file
    "at": pl.Int64,  # row in it
    "rule_id": pl.String,  # null: no rule is called so
    "rule": pl.String,  # as it was written
    "problem": pl.String,
    "township": pl.String,
    "village": pl.String,
    "household_no": pl.String,
    "person_no": pl.String,
    "name": pl.String,
    "evidence": pl.String,
    "until": pl.Date,  # the last day; null: blank or unreadable
    "until_text": pl.String,  # as it was written
    "standing": pl.String,  # honoured, idle, ended, incomplete, unknown_rule
}


@dataclass(frozen=True, slots=True)
class FileReport:
    """An input file as it was found."""

    file: str
    sha256: str
    bytes: int
    problem: Message | None = None
    """Why the file could not be read at all."""


@dataclass(frozen=True, slots=True)
class KindGuess:
    """How well a sheet fits a kind, and why."""

    kind: str
    score: float
    matched: Mapping[str, str]
    """Field → the header it was found under."""
    missing: tuple[str, ...]
    """Required fields that were not found."""
    unmatched: tuple[str, ...]
    """Headers that no field claims."""


@dataclass(frozen=True, slots=True)
class SheetReport:
    """A sheet as it was understood."""

    file: str
    sheet: str
    kind: str | None
    """None: not recognised, hidden or empty; ``note`` says which."""
    header_row: int | None
    guesses: tuple[KindGuess, ...]
    rows_read: int
    rows_unreadable: int
    note: Message | None = None
    warnings: tuple[Message, ...] = ()
    """Formulas with errors, two headers for one field, cells that could not be read, …"""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """How the cells of one column of one sheet went: for the data-quality tables."""

    file: str
    sheet: str
    kind: str
    field: str
    filled: int
    unreadable: int
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheets:
    """What reading a folder gives: typed lists, the cells as they were, and what happened."""

    lists: Mapping[str, tuple[Path, ...]]
    """Kind → typed Parquet files (``ROW_COLUMNS`` first)."""
    raw: Mapping[tuple[str, str], Path]
    """(file, sheet) → Arrow file of the data rows as text: ``row`` and one column ``c0``, ``c1``, … a column."""
    headers: Mapping[tuple[str, str], tuple[str, ...]]
    """(file, sheet) → the header of each raw column."""
    present: Present
    unreadable: Path
    """Parquet with the columns ``UNREADABLE``."""
    files: tuple[FileReport, ...]
    sheets: tuple[SheetReport, ...]
    cleaned: tuple[Cleaned, ...]
    mapping_draft: str | None = None
    """A mapping file (TOML) for what was ambiguous or unknown; None when all was clear."""


@dataclass(frozen=True, slots=True)
class RuleReport:
    """Whether a rule could be judged in this run."""

    rule_id: str
    findings: int
    missing: tuple[str, ...] = ()
    """Lists or columns (in words) that some of its facts would have needed."""
    silent: bool = False
    """True: without them the rule can never fire."""


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Result:
    """A run, complete. Frames have the columns above; counts are of data rows.

    The tables that grow with the lists stay in the run's folder, and are read as far as they are asked for.
    """

    as_of: dt.date
    pack: str
    pack_version: str
    parameters: Mapping[str, object]
    sheets: Sheets
    findings: pl.DataFrame
    finding_facts: pl.LazyFrame
    finding_sources: pl.LazyFrame
    links: pl.LazyFrame
    link_reviews: pl.DataFrame
    rules: tuple[RuleReport, ...]
    households: pl.DataFrame
    """township, registered households, registered persons, rural households: the base of every rate."""
    exempted: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=EXEMPTED))
    """Findings that an accepted exemption takes out of ``findings``; their facts and sources are among the others'."""
    exemptions: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=EXEMPTIONS))
    """Every row of the exemptions files, and what became of it."""
    remarks: tuple[Message, ...] = ()
    """What else is to be said of the run."""
    timings: Mapping[str, float] = field(default_factory=dict)
    engine: str = "duckdb"
    """What linked and judged."""
