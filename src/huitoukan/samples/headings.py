"""Which columns a sheet shows, in which order and spelling, with one header row or two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from huitoukan.samples.words import read_data

NATIONAL = ("registered", "helpers")
SERIAL, NOTE = "serial", "note"
Forms = Mapping[str, Mapping[str, Any]]
"""By kind: how its files, titles and columns are spelled."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: the field it shows, its title, the group above it, and the factor of its unit."""

    field: str
    title: str
    group: str = ""
    factor: float = 1


@cache
def headers() -> Forms:
    """All spellings by kind; read once."""
    return read_data("headers.toml")


@cache
def further_headers() -> Forms:
    """The spellings with those of the further lists and of the registry's further columns."""
    further = read_data("further.toml")
    registered = headers()["registered"]
    columns = registered["fields"] | further.pop("registered")["fields"]
    return {**headers(), **further, "registered": {**registered, "fields": columns}}


def is_national(kind: str, forms: Forms) -> bool:
    """Whether the list is an export of the national system: all text, in a fixed order."""
    return kind in NATIONAL or bool(forms[kind].get("national"))


def choose_columns(rng: Random, kind: str, *, may_group: bool, forms: Forms | None = None) -> list[Column]:
    """The columns of one list as this bureau draws them; ``forms`` where they are not :func:`headers`."""
    forms = forms or headers()
    content = forms[kind]
    spellings: dict[str, Sequence[str]] = dict(content["fields"])
    spellings.update({f: extra for f, extra in content.get("optional", {}).items() if rng.random() < 0.5})
    columns = [_column(rng, content, field, spellings[field]) for field in spellings]
    if is_national(kind, forms):
        return columns
    if may_group and "groups" in content and rng.random() < 0.5:
        columns = _grouped(columns, content["groups"])
    else:
        columns = _reordered(rng, columns)
    return _with_extras(rng, columns)


def _column(rng: Random, content: Mapping[str, Any], field: str, spellings: Sequence[str]) -> Column:
    scaled = content.get("scaled", {}).get(field)
    if scaled is not None and rng.random() < 0.4:
        return Column(field, rng.choice(scaled["spellings"]), factor=scaled["by"])
    return Column(field, rng.choice(spellings))


def _grouped(columns: list[Column], groups: Mapping[str, Mapping[str, str]]) -> list[Column]:
    """Puts the fields of each group side by side under its heading; they take the group's plain spellings."""
    for group, titles in groups.items():
        inside = [Column(c.field, titles[c.field], group) for c in columns if c.field in titles]
        at = next(i for i, c in enumerate(columns) if c.field in titles)
        outside = [c for c in columns if c.field not in titles]
        columns = outside[:at] + inside + outside[at:]
    return columns


def _reordered(rng: Random, columns: list[Column]) -> list[Column]:
    """A few columns change places, as they do between one bureau's form and the next."""
    for _ in range(rng.choice((0, 0, 1, 2, 4))):
        column = columns.pop(rng.randrange(len(columns)))
        columns.insert(rng.randint(0, len(columns)), column)
    return columns


def _with_extras(rng: Random, columns: list[Column]) -> list[Column]:
    if rng.random() < 0.5:
        columns = [Column(SERIAL, rng.choice(("序号", "编号", "No."))), *columns]
    if rng.random() < 0.4:
        columns = [*columns, Column(NOTE, rng.choice(("备注", "说明")))]
    return columns
