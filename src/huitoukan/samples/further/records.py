"""What the further lists hold: plain values by field, since nobody asks for a truth behind each of their rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from huitoukan.samples.columns import Value

Entries = dict[str, Value]


@dataclass(slots=True)
class FurtherRow:
    """A row of a further list, with the township it is listed under."""

    township: str
    values: Entries


@dataclass(frozen=True, slots=True)
class Fault:
    """Something planted wrong: what, in which list, and about whom."""

    what: str
    kind: str
    about: str
    """Number of a household or person, or the name of a village."""


@dataclass(slots=True)
class FurtherLists:
    """The registry's further columns by person number, the rows of each further list, and what is wrong with them."""

    registered: dict[str, Entries] = field(default_factory=dict)
    rows: dict[str, list[FurtherRow]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
