"""A TOML file with the line of each of its keys.

``tomllib`` gives no positions, so the lines are found by a second look at the text that understands just enough of
TOML: table headers, keys, and strings over several lines.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from huitoukan.messages import say
from huitoukan.policy.problems import PackProblem, Place

Key = tuple[str, ...]
_KEY_PART = re.compile(r"""\s*("(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)\s*(\.|$)""")
_TABLE = re.compile(r"^\s*\[(\[)?(.+?)\]?\]\s*(?:#.*)?$")
_ASSIGN = re.compile(r"""^\s*((?:"(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_.\s-])+?)\s*=""")


@dataclass(frozen=True, slots=True)
class Document:
    """The data of a file and where its keys stand."""

    file: str
    data: Mapping[str, Any]
    lines: Mapping[Key, int]

    def place(self, key: Key) -> Place:
        """The line of ``key``, or of the nearest table around it."""
        while key and key not in self.lines:
            key = key[:-1]
        return Place(self.file, self.lines.get(key, 0))


def read_document(path: Path, name: str) -> Document | PackProblem:
    """The file at ``path``, called ``name`` in messages; a problem when it is not TOML in UTF-8."""
    try:
        text = path.read_text("utf-8")
        return Document(name, tomllib.loads(text), dict(_lines(text)))
    except UnicodeDecodeError:
        return PackProblem(Place(name), say("policy.not_utf8"))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        return PackProblem(Place(name, int(found[1]) if found else 0), say("policy.not_toml", reason=str(error)))


def _lines(text: str) -> Iterator[tuple[Key, int]]:
    table: Key = ()
    seen: Counter[Key] = Counter()
    quotes = ""
    for number, line in enumerate(text.splitlines(), 1):
        if quotes:
            quotes = "" if line.count(quotes) % 2 else quotes
            continue
        if header := _TABLE.match(line):
            table = _parts(header[2])
            if header[1]:
                table = (*table, str(seen[table]))
                seen[table[:-1]] += 1
            yield table, number
        elif assigned := _ASSIGN.match(line):
            yield (*table, *_parts(assigned[1])), number
        quotes = next((q for q in ('"""', "'''") if line.count(q) % 2), "")


def _parts(dotted: str) -> Key:
    parts, at = [], 0
    while found := _KEY_PART.match(dotted, at):
        part = found[1]
        parts.append(part[1:-1] if part[0] in "\"'" else part)
        at = found.end()
        if not found[2]:
            break
    return tuple(parts)
