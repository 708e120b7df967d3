"""Every sentence the program says, in Chinese and English side by side.

A sentence is named ``area.key`` and lives in ``catalog/<area>.toml``::

    [folder_empty]
    zh = "文件夹“{folder}”里没有表格。请放入 xlsx、xls 或 csv 文件后再运行。"
    en = "There is no spreadsheet in “{folder}”. Put xlsx, xls or csv files there and run again."

Code passes messages around as data (:class:`Message`) and turns them into text only at the edge, where the
reader's language is known.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Literal

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")


@cache
def catalog() -> Mapping[str, Mapping[Lang, str]]:
    """All sentences by name, read once from the catalog files."""
    sentences: dict[str, Mapping[Lang, str]] = {}
    for entry in sorted(files(__package__).joinpath("catalog").iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".toml"):
            area = entry.name.removesuffix(".toml")
            for key, texts in tomllib.loads(entry.read_text("utf-8")).items():
                sentences[f"{area}.{key}"] = texts
    return sentences


def joined(parts: Iterable[str], lang: Lang) -> str:
    """Several things, one after the other."""
    return ("、" if lang == "zh" else ", ").join(parts)


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence by name with its values; values may be messages themselves."""

    name: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, lang: Lang = "zh") -> str:
        """The sentence in ``lang`` with its values filled in."""
        filled = {key: self._value(value, lang) for key, value in self.values.items()}
        return catalog()[self.name][lang].format(**filled)

    @staticmethod
    def _value(value: object, lang: Lang) -> object:
        if isinstance(value, Message):
            return value.text(lang)
        if isinstance(value, (list, tuple)):
            return joined((str(Message._value(v, lang)) for v in value), lang)
        return value

    def __str__(self) -> str:
        return self.text("zh")


def say(name: str, /, **values: object) -> Message:
    """The sentence called ``name`` with ``values``; fails at once when there is no such sentence."""
    if name not in catalog():
        raise KeyError(f"no sentence is called {name!r}")
    return Message(name, values)


class Mendable(Exception):
    """A problem the user can mend: its message says what is wrong, where, and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return self.message.text("zh")
