"""Reads the Markdown tables that rules and facts of the shipped packs are tested by, so that a cadre can read and extend them.

A file is headings, sentences and tables. Cells: 是/否, numbers, dates, 202610 for a month, 空 (missing), 未知 (the folder
lacks the list or column); in fact tables — (no row of this list) and 无名单 (the folder lacks the list).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from huitoukan.policy.models import ValueType

TABLES = Path(__file__).parent
"""A folder of tables a shipped pack."""
MISSING, UNKNOWN, NO_ROW, NO_LIST = "空", "未知", "—", "无名单"
YES, NO = "是", "否"
_DAY = re.compile(r"^核查日：(\S+)$", re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """A heading with the table under it."""

    heading: str
    columns: tuple[str, ...] = ()
    rows: list[dict[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Document:
    """A file of tables and the day its cases are judged on."""

    as_of: dt.date
    text: str
    sections: tuple[Section, ...]


def read_tables(path: Path) -> Document:
    """The tables of ``path``, each under its nearest heading."""
    text = path.read_text("utf-8")
    day = _DAY.search(text)
    assert day, f"{path.name} does not say 核查日"
    return Document(dt.date.fromisoformat(day[1]), text, tuple(_sections(text.splitlines())))


def _sections(lines: list[str]) -> Iterator[Section]:
    heading, section = "", None
    for line in lines:
        if line.startswith("#"):
            heading, section = line.lstrip("# "), None
        elif line.startswith("|---"):
            continue
        elif line.startswith("|"):
            cells = [cell.strip() for cell in line.strip("| ").split("|")]
            if section is None:
                section = Section(heading, tuple(cells))
                yield section
            else:
                section.rows.append(dict(zip(section.columns, cells, strict=True)))


def parse_cell(cell: str, type_: ValueType) -> object:
    """The value a cell stands for; None for 空."""
    if cell == MISSING:
        return None
    match type_:
        case ValueType.BOOLEAN:
            return {YES: True, NO: False}[cell]
        case ValueType.INTEGER:
            return int(cell)
        case ValueType.NUMBER:
            return float(cell)
        case ValueType.DATE:
            return dt.date.fromisoformat(cell)
        case ValueType.MONTH:
            return int(cell[:4]) * 12 + int(cell[4:]) - 1
        case ValueType.TEXT:
            return cell
