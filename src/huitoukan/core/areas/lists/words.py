"""How lists of areas are written, read from ``words.toml``."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from huitoukan.core.areas.enums import Level


@cache
def _content() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))


def columns() -> Mapping[str, Sequence[str]]:
    """Spellings of headers by what the column says, the surest first."""
    return _content()["columns"]


@cache
def marks() -> Mapping[str, bool]:
    """What means yes and what means no; blank means no."""
    words = _content()["marks"]
    return {"": False} | {plain(word): answer == "yes" for answer, said in words.items() for word in said}


@cache
def levels() -> Mapping[str, Level]:
    """Words for levels."""
    return {plain(word): Level(level) for level, said in _content()["levels"].items() for word in said}


def plain(text: str) -> str:
    """The form in which words are compared."""
    return "".join(unicodedata.normalize("NFKC", text).split()).lower()
