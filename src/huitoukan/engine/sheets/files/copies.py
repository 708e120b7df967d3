"""Which files of a folder are copies of one another: read twice, they would double every count."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path


def find_copies(paths: Sequence[Path]) -> Mapping[Path, Path]:
    """For each file that holds the same as an earlier one of ``paths``, the first that does.

    Only files of the same size are opened; one that cannot be is no copy, and told of when it is read.
    """
    by_size: dict[int, list[Path]] = defaultdict(list)
    for path in paths:
        by_size[size_of(path)].append(path)
    first_of: dict[str, Path] = {}
    copies: dict[Path, Path] = {}
    for path in (path for alike in by_size.values() if len(alike) > 1 for path in alike):
        content = _fingerprint(path)
        if content and (first := first_of.setdefault(content, path)) != path:
            copies[path] = first
    return copies


def size_of(path: Path) -> int:
    """Of a file in bytes; 0 of one that is gone, which is told of when it is read."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _fingerprint(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
