"""What makes people hard to link: names of other peoples, rare and look-alike characters, villages that were moved.

A county is made of these only when it is asked to be *hard*; every other county stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from random import Random

from huitoukan.samples.columns import Value
from huitoukan.samples.records import Home
from huitoukan.samples.words import read_data

DAMAGE_TIMES = 5
"""A hard county has so many times the damaged numbers, so that there is enough to count."""
_DOTTED, _UNDOTTED, _RARE = 0.2, 0.06, 0.08
_CUT_TO = 4
_WRITTEN = {"dot": 0.3, "cut": 0.2, "rare_character": 0.6, "look_alike": 0.12}
_UNWRITABLE = ("?", "？", "□")
_MOVED_SHARE = 0.4
_OLD, _BOTH, _NEW = "old", "both", "new"


@dataclass(frozen=True, slots=True)
class Trials:
    """The words of a hard county."""

    first: tuple[str, ...]
    father: tuple[str, ...]
    undotted: tuple[str, ...]
    rare: Mapping[str, list[str]]
    """A character that old machines do not have, and what is written for it."""
    look_alikes: Mapping[str, str]
    villages: tuple[str, ...]


@cache
def trials() -> Trials:
    """Read once from ``data/trials.toml``."""
    data = read_data("trials.toml")
    pairs = {a: b for one, other in data["look_alikes"] for a, b in ((one, other), (other, one))}
    lists = {name: tuple(data[name]) for name in ("first", "father", "undotted", "villages")}
    return Trials(**lists, rare=data["rare"], look_alikes=pairs)


def hard_name(rng: Random, surname: str, plain: str) -> str:
    """A name that is hard to write, or the ``plain`` one; a child keeps the surname it was given."""
    chance, words = rng.random(), trials()
    if not surname and chance < _DOTTED:
        return f"{rng.choice(words.first)}·{rng.choice(words.father)}"
    if not surname and chance < _DOTTED + _UNDOTTED:
        return "".join(rng.sample(words.undotted, 2))
    return plain[:-1] + rng.choice(list(words.rare)) if chance > 1 - _RARE else plain


def write_hard(rng: Random, name: str) -> tuple[str, str]:
    """The name as a clerk writes it, and what became of it (empty: nothing)."""
    words = trials()
    ways = {
        "dot": name.replace("·", "") if "·" in name else name,
        "cut": name[:_CUT_TO].rstrip("·") if len(name) > _CUT_TO else name,
        "rare_character": _swap(name, {c: rng.choice((*_UNWRITABLE, *by)) for c, by in words.rare.items()}),
        "look_alike": _swap(name, words.look_alikes),
    }
    for way, written in ways.items():
        if written != name and rng.random() < _WRITTEN[way]:
            return written, way
    return name, ""


def _swap(name: str, table: Mapping[str, str]) -> str:
    """The last character that is in the table, exchanged."""
    at = max((i for i, sign in enumerate(name) if sign in table), default=-1)
    return name if at < 0 else name[:at] + table[name[at]] + name[at + 1 :]


class Moves:
    """Villages that were renamed or merged: lists that have not heard of it write the old name, or both."""

    def __init__(self, rng: Random, villages: Iterable[str], kinds: Iterable[str]) -> None:
        moved = [village for village in villages if rng.random() < _MOVED_SHARE]
        old = rng.sample(trials().villages, 2 * len(moved))
        self._old = {village: old[2 * at : 2 * at + 2] for at, village in enumerate(moved)}
        self._manner = {kind: rng.choice((_OLD, _OLD, _BOTH, _NEW)) for kind in kinds}

    def write(self, kind: str, home: Home, values: Mapping[str, Value]) -> tuple[dict[str, Value], str]:
        """The row with the village as this list calls it, and ``moved_village`` where that is not its name now."""
        manner = self._manner.get(kind, _NEW)
        if "village" not in values or home.village not in self._old or manner == _NEW:
            return dict(values), ""
        # A merger: the homes of one village come from two.
        old = self._old[home.village][int(home.no[1:]) % 2]
        shown = f"{home.village}（原{old}）" if manner == _BOTH else old
        return {**values, "village": shown}, "moved_village"
