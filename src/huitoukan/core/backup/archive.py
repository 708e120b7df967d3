"""The file of a backup: a zip archive whose manifest holds the size and the SHA-256 of each part."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from pydantic import ValidationError

from huitoukan.core.backup.manifest import FILE, Manifest, Part
from huitoukan.messages import Mendable, Message, say

_CHUNK = 1 << 20


class UnusableBackup(Mendable):
    """The file cannot be restored; the message says why."""


def unusable(file: Path, problem: Message) -> UnusableBackup:
    """What to raise."""
    return UnusableBackup(say("server.backup_unreadable", file=file, problem=problem))


def add(archive: zipfile.ZipFile, name: str, source: Path) -> Part:
    """Adds a file under ``name``."""
    digest, size = hashlib.sha256(), 0
    with source.open("rb") as reading, archive.open(name, "w", force_zip64=True) as writing:
        for chunk in _chunks(reading):
            writing.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    return Part(size=size, sha256=digest.hexdigest())


def read_manifest(archive: zipfile.ZipFile, file: Path) -> Manifest:
    """Raises :class:`UnusableBackup` when there is none, or when it and the archive name different parts."""
    try:
        manifest = Manifest.model_validate_json(archive.read(FILE))
    except (KeyError, zipfile.BadZipFile, ValidationError) as problem:
        raise unusable(file, say("server.not_an_archive")) from problem
    named = set(archive.namelist()) - {FILE}
    for part in sorted(named ^ manifest.parts.keys()):
        raise unusable(file, say("server.part_damaged", part=part))
    return manifest


def extract(archive: zipfile.ZipFile, manifest: Manifest, file: Path, to: Path) -> None:
    """Writes every part below ``to``. Raises :class:`UnusableBackup` for one that is not what was backed up."""
    for name, part in manifest.parts.items():
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or not _extract(archive, name, part, to / path):
            raise unusable(file, say("server.part_damaged", part=name))


def _extract(archive: zipfile.ZipFile, name: str, part: Part, target: Path) -> bool:
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    try:
        with archive.open(name) as reading, target.open("xb") as writing:
            for chunk in _chunks(reading):
                writing.write(chunk)
                digest.update(chunk)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, ValueError):
        return False
    return digest.hexdigest() == part.sha256


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk
