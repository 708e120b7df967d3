"""Files on their way to disk, a piece at a time."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Protocol

from huitoukan.engine.sheets.files.listing import SUFFIXES
from huitoukan.messages import Mendable, say

LARGEST_UPLOAD = 1 << 30
"""Bytes of all files of an import. A county's lists of a month have some 200 MB."""
MOST_FILES = 300
_LONGEST_NAME = 200
"""Bytes: file systems take 255."""
_STRANGE = '/\\:*?"<>|'


class WrongUpload(Mendable):
    """Files that cannot be taken in."""


class Upload(Protocol):
    """A file as a web framework hands it over."""

    name: str | None
    size: int | None

    def chunks(self) -> Iterator[bytes]: ...


def check_uploads(files: Sequence[Upload], taken: Iterable[str] = ()) -> list[str]:
    """The names under which the files are kept, in order. Raises :class:`WrongUpload`."""
    if not files:
        raise WrongUpload(say("import.no_file"))
    names: list[str] = [*taken]
    if len(names) + len(files) > MOST_FILES:
        raise WrongUpload(say("import.many_files", limit=MOST_FILES))
    for file in files:
        names.append(_free(_tidy(file.name or ""), names))
    return names[-len(files) :]


def store(
    files: Sequence[Upload], names: Sequence[str], folder: Path, *, room: int = LARGEST_UPLOAD
) -> list[dict[str, object]]:
    """Writes the files into ``folder``; gives name, bytes and sha256 of each. Raises :class:`WrongUpload`."""
    folder.mkdir(parents=True, exist_ok=True)
    kept: list[dict[str, object]] = []
    for file, name in zip(files, names, strict=True):
        size, digest = _write(file, folder / name, room)
        room -= size
        kept.append({"name": name, "bytes": size, "sha256": digest})
    return kept


def _write(file: Upload, path: Path, room: int) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    with path.open("xb") as target:
        for chunk in file.chunks():
            size += len(chunk)
            if size > room:
                raise WrongUpload(say("import.too_large", limit=LARGEST_UPLOAD >> 20))
            digest.update(chunk)
            target.write(chunk)
    if not size:
        raise WrongUpload(say("import.empty_file", file=path.name))
    return size, digest.hexdigest()


def _tidy(name: str) -> str:
    """The last part of what may be a path, without what file systems or pages might stumble over."""
    last = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    last = "".join("_" if c in _STRANGE or not c.isprintable() else c for c in last).strip(" .~$")
    suffix = PurePosixPath(last).suffix
    if suffix.lower() not in SUFFIXES:
        raise WrongUpload(say("import.no_spreadsheet", file=last[:60], suffixes=sorted(SUFFIXES)))
    stem = last.removesuffix(suffix).encode()[: _LONGEST_NAME - len(suffix)].decode(errors="ignore")
    return f"{stem or 'list'}{suffix}"


def _free(name: str, names: Sequence[str]) -> str:
    """``name``, numbered where another file has it."""
    stem, suffix = PurePosixPath(name).stem, PurePosixPath(name).suffix
    known = {each.lower() for each in names}
    number = 1
    while name.lower() in known:
        number += 1
        name = f"{stem}-{number}{suffix}"
    return name
