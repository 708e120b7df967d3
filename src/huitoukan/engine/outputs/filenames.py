"""File names from words that anybody may have typed into a cell."""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST = 60
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


def safe_name(word: str) -> str:
    """``word`` as a file name that every system takes and that leads nowhere else."""
    name = _UNSAFE.sub("_", word).strip(" .")[:LONGEST].strip(" .")
    return f"_{name}" if not name or _RESERVED.fullmatch(name) else name


def unique_names(words: Iterable[str]) -> list[str]:
    """A safe name for each word, all different, also where capitals do not count."""
    taken: set[str] = set()
    names = []
    for word in words:
        name, number = safe_name(word), 1
        while name.casefold() in taken:
            number += 1
            name = f"{safe_name(word)}-{number}"
        taken.add(name.casefold())
        names.append(name)
    return names
