"""What somebody says about a sheet, put into the mapping file of an import."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import PurePath
from typing import Any

import polars as pl

from huitoukan.core import masks
from huitoukan.domain.registry.folders import folder_of
from huitoukan.domain.registry.models import Import, ImportedSheet
from huitoukan.engine.sheets.recognition.mapping import IGNORE
from huitoukan.policy import Pack

_SAMPLES = 3
_NUMBERS = re.compile(r"(?P<kept>\[[^]]+\]\*?)|[0-9]+")
"""Or what stands for one already, and for a letter that would mean something else."""
_ANY_NUMBER = "[0-9]*"
"""Begins with a digit: with anything, the name would be the end of nearly every other one."""
_LETTERS = re.compile(r"[^\W\d_]")
_FEWEST_LETTERS = 2
"""A name of fewer beside its numbers would stand for nearly every file."""
_GLOB = {"[": "[[]", "*": "[*]", "?": "[?]"}


@dataclass(frozen=True, slots=True)
class Said:
    """What a sheet is."""

    kind: str
    """A list kind, or ``IGNORE``."""
    header_row: int | None
    columns: Mapping[str, str]
    """Header → field; blank leaves the column out."""


def kept_from(landed: str, pack: Pack) -> str:
    """What was said about the sheets of lists that have landed, for the next ones: of files whose names have other
    numbers in them, wherever the header then stands.

    Only what ``pack`` knows, too. That a sheet is no list is said anew: next month's of that name may be one.
    """
    return _written([_for_other_months(entry) for entry in _entries(landed) if _is_known(entry, pack)])


def _is_known(entry: Mapping[str, Any], pack: Pack) -> bool:
    kind = pack.kinds.get(entry.get("kind", ""))
    return kind is not None and kind.fields.keys() >= set(filter(None, entry.get("columns", {}).values()))


def _for_other_months(entry: dict[str, Any]) -> dict[str, Any]:
    file = _with_any_numbers(entry.get("file", ""))
    is_name = len(_LETTERS.findall(PurePath(file).stem)) >= _FEWEST_LETTERS
    own = {**entry, "file": file} if is_name else dict(entry)
    if own.get("columns"):  # whose titles tell the sheet and its header from others
        own.pop("header_row", None)
        own["sheet"] = _with_any_numbers(own.get("sheet", "*"))
    return own


def _with_any_numbers(name: str) -> str:
    return _NUMBERS.sub(lambda found: found["kept"] or _ANY_NUMBER, name)


def said_of(brought: Import, sheet: ImportedSheet) -> Said | None:
    """What has been said about ``sheet`` before."""
    for entry in _entries(brought.mapping):
        if _names(entry, sheet):
            return Said(entry.get("kind", ""), entry.get("header_row"), entry.get("columns", {}))
    return None


def with_said(brought: Import, sheet: ImportedSheet, said: Said) -> str:
    """The mapping file of ``brought`` with what was now said about ``sheet``; for ``actions.imports.say_what``."""
    others = [entry for entry in _entries(brought.mapping) if not _is_of(entry, sheet)]
    own: dict[str, Any] = {"file": _literal(sheet.file), "sheet": _literal(sheet.sheet), "kind": said.kind}
    if said.kind != IGNORE:
        own |= {} if said.header_row is None else {"header_row": said.header_row}
        own |= {"columns": dict(said.columns)} if said.columns else {}
    return _written([own, *others])  # the first that fits a sheet counts


def headers_of(sheet: ImportedSheet) -> list[str]:
    """The titles of the columns that may be named; each once, without blank ones."""
    known = sheet.headers or [*sheet.columns.values(), *sheet.unknown_headers]
    return list(dict.fromkeys(filter(None, known)))


def samples_of(brought: Import, sheet: ImportedSheet) -> dict[str, list[str]]:
    """The first few filled cells under each header, masked; none for a sheet that was not read."""
    if not sheet.raw:
        return {}
    rows = pl.scan_parquet(folder_of(brought) / sheet.raw).head(200).collect()
    found: dict[str, list[str]] = {}
    for number, header in enumerate(sheet.headers):
        if header and header not in found and f"c{number}" in rows.columns:
            cells = rows[f"c{number}"].drop_nulls().unique(maintain_order=True).head(_SAMPLES)
            found[header] = [masks.cell(str(cell))[:40] for cell in cells]
    return found


def _entries(mapping: str) -> Sequence[dict[str, Any]]:
    entries = tomllib.loads(mapping).get("sheet", []) if mapping.strip() else []
    return [entry for entry in entries if isinstance(entry, dict)]


def _names(entry: Mapping[str, Any], sheet: ImportedSheet) -> bool:
    named = ((sheet.file, entry.get("file", "*")), (sheet.sheet, entry.get("sheet", "*")))
    headers = set(headers_of(sheet))
    fits = all(fnmatchcase(*each) for each in named) and headers.issuperset(entry.get("columns", {}))
    return fits or _is_of(entry, sheet)


def _is_of(entry: Mapping[str, Any], sheet: ImportedSheet) -> bool:
    return (entry.get("file"), entry.get("sheet")) == (_literal(sheet.file), _literal(sheet.sheet))


def _literal(name: str) -> str:
    """A pattern that stands for this name alone."""
    return "".join(_GLOB.get(character, character) for character in name)


def _written(entries: Sequence[Mapping[str, Any]]) -> str:
    return "\n".join(line for entry in entries for line in _lines(entry))


def _lines(entry: Mapping[str, Any]) -> Iterator[str]:
    """As TOML, whose plain strings are those of JSON."""
    yield "[[sheet]]"
    for key, value in entry.items():
        if key != "columns":
            yield f"{key} = {json.dumps(value, ensure_ascii=False)}"
    if entry.get("columns"):
        yield "[sheet.columns]"
        for header, field in entry["columns"].items():
            yield f"{json.dumps(header, ensure_ascii=False)} = {json.dumps(field)}"
