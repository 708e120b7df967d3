"""The made-up words a county is built from, read from ``data/words.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Words:
    """Lists of words by name, and the characters that are mistaken for each other."""

    lists: Mapping[str, Sequence[str]]
    homophones: Mapping[str, str]
    look_alikes: Mapping[str, str]

    def __getitem__(self, name: str) -> Sequence[str]:
        return self.lists[name]


@cache
def words() -> Words:
    """All words; read once."""
    content = read_data("words.toml")
    homophones, look_alikes = content.pop("homophones"), content.pop("look_alikes")
    return Words(content, homophones, look_alikes)


def read_data(name: str) -> dict[str, Any]:
    """One of the TOML files shipped beside this module."""
    return tomllib.loads(files(__package__).joinpath("data", name).read_text("utf-8"))
