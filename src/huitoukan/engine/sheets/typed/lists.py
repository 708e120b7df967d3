"""A sheet that is a list, made ready for writing: mended rows in their places, and typed."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from huitoukan.engine.sheets.mending.mended import Mended, our_columns
from huitoukan.engine.sheets.recognition.understanding import Sheet, Understood
from huitoukan.engine.sheets.typed.columns import Typing
from huitoukan.engine.sheets.typed.rows import RowTyping
from huitoukan.messages import Message


@dataclass(frozen=True, slots=True)
class TypedList:
    """A list of a known kind."""

    sheet: Understood
    rows: pl.DataFrame
    """As text: ``row``, ``c0``, …; mended cells in place."""
    typing: RowTyping
    mended: tuple[Message, ...]
    """What is to be said about mended rows."""


Ready = Sheet | TypedList


def made_ready(sheet: Sheet, typing: Typing, mended: Mended) -> Ready:
    """``sheet`` typed where it is a list that somebody else wrote; any other as it is."""
    if not isinstance(sheet, Understood) or our_columns(sheet):
        return sheet
    rows, notes = mended.apply(sheet)
    return TypedList(sheet, rows, RowTyping(sheet, typing, rows), notes)
