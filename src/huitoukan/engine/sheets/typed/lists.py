"""Sheets made ready for writing: lists typed, with mended rows in their places, and workbooks of ours told apart."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from huitoukan.engine.sheets.files.grid import LeftOut
from huitoukan.engine.sheets.mending.mended import DECISION, Mended, our_columns
from huitoukan.engine.sheets.recognition.understanding import Sheet, Understood, Unknown
from huitoukan.engine.sheets.typed.columns import Typing
from huitoukan.engine.sheets.typed.rows import RowTyping
from huitoukan.messages import Message


@dataclass(frozen=True, slots=True)
class TypedList:
    """A list of a known kind."""

    sheet: Understood
    count: int
    """Of its rows."""
    raw: Path
    """Where they are as text, ``row``, ``c0``, …; mended cells in place."""
    typing: RowTyping
    mended: tuple[Message, ...]
    """What is to be said about mended rows."""


@dataclass(frozen=True, slots=True)
class OurOwn:
    """A sheet that we wrote and somebody filled in: no list, whatever it looks like."""

    file: str
    sheet: str
    is_review: bool
    """Whether it asks for decisions, and not for rows to be mended."""


Ready = TypedList | OurOwn | Unknown | LeftOut


def made_ready(sheet: Sheet, typing: Typing, mended: Mended, raw: Path) -> Ready:
    """``sheet`` typed where it is a list that somebody else wrote; its rows as they were are put down at ``raw``."""
    if isinstance(sheet, LeftOut):
        return sheet
    if titles := our_columns(sheet):
        return OurOwn(sheet.grid.file, sheet.grid.sheet, DECISION in titles)
    if isinstance(sheet, Unknown):
        return sheet
    rows, notes = mended.apply(sheet)
    # few of them are ever asked for: they are put down nearly as they lie in memory
    rows.write_ipc(raw, compat_level=pl.CompatLevel.oldest())
    return TypedList(sheet, rows.height, raw, RowTyping(sheet, typing, rows), notes)
