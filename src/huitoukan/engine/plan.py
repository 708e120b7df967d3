"""The work handed to a backend, as plain data: named SELECTs over Parquet files.

SQL is written in the dialect of DuckDB, limited to what Spark can also say (a backend may transpile it).
Values are never formatted into the text: they are bound as ``$name``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from huitoukan.messages import Message

_WORD = re.compile(r"\w+")
Value = str | int | float | bool | dt.date | None


@dataclass(frozen=True, slots=True)
class Step:
    """One named table made by one SELECT."""

    name: str
    sql: str
    values: Mapping[str, Value] = field(default_factory=dict)
    title: Message | None = None
    """What the step does, for the progress line; steps without one run silently."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Tables in, steps in order, tables out."""

    inputs: Mapping[str, tuple[Path, ...]]
    """Table name → the Parquet files it is read from (same columns; more columns in one are null in the others)."""
    steps: tuple[Step, ...]
    outputs: Mapping[str, Path]
    """Table name → the Parquet file it is written to."""
    orders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Output → the columns its rows are sorted by, nulls last; of others the order may change from run to run."""

    def __post_init__(self) -> None:
        made = [*self.inputs, *(step.name for step in self.steps)]
        if len(made) > len(set(made)):
            twice = sorted({name for name in made if made.count(name) > 1})
            raise ValueError(f"two tables of one plan are called {twice}")

    def spent(self) -> tuple[tuple[str, ...], ...]:
        """For each step the tables that nothing after it so much as mentions: they may go, once they are written."""
        last = {name: at for at, step in enumerate(self.steps) for name in _WORD.findall(step.sql)}
        made = {**dict.fromkeys(self.inputs, 0), **{step.name: at for at, step in enumerate(self.steps)}}
        gone: list[list[str]] = [[] for _ in self.steps]
        for name, at in made.items():
            if gone:
                gone[max(at, last.get(name, at))].append(name)
        return tuple(map(tuple, gone))
