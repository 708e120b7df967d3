"""The output folder: whole or absent, ours or untouched, and what people wrote into it is kept."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from xlsxwriter.exceptions import XlsxWriterException

from huitoukan.engine.sheets.files.listing import RUN_MARKER
from huitoukan.messages import Mendable, say

MANIFEST = RUN_MARKER
KEPT = "kept"
"""Where files go that somebody changed in an earlier output folder, such as a filled-in review workbook."""


def refuse_foreign(out: Path, *, inputs: Path | None = None) -> None:
    """Raises :class:`Mendable` unless ``out`` may be written: absent, empty, or an earlier output of ours.

    ``out`` must neither be nor hold the folder of ``inputs``, which replacing it would delete.
    """
    out = out.resolve()
    if inputs is not None and inputs.resolve().is_relative_to(out):
        raise Mendable(say("outputs.out_holds_inputs", out=out))
    if out.exists() and not out.is_dir():
        raise Mendable(say("outputs.out_is_file", out=out))
    if out.exists() and any(out.iterdir()) and read_manifest(out) is None:
        raise Mendable(say("outputs.out_not_ours", out=out))


@contextmanager
def replace_folder(out: Path) -> Iterator[Path]:
    """A new folder beside ``out`` to write into; it takes the place of ``out`` when all went well.

    Whatever goes wrong, ``out`` is as it was. Raises :class:`Mendable` when the disk does not let us.
    """
    out = out.resolve()
    new, old = (out.with_name(f".{out.name}.huitoukan-{each}") for each in ("new", "old"))
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        _recover(out, new, old)
        refuse_foreign(out)
        new.mkdir()
        yield new
        _keep_changed(out, new)
        _swap(new, out, old)
    except (OSError, XlsxWriterException) as problem:
        raise Mendable(say("outputs.cannot_write", out=out, problem=problem)) from problem
    finally:
        shutil.rmtree(new, ignore_errors=True)


def hash_files(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below ``folder``, by its path there."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): _hash(path) for path in files}


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_manifest(out: Path) -> Mapping[str, object] | None:
    """What an earlier run of ours said of itself; None: this folder is not ours."""
    try:
        found = json.loads((out / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and "huitoukan" in found else None


def _recover(out: Path, new: Path, old: Path) -> None:
    """Clears up after a run that was killed; between its two renames the earlier folder is brought back."""
    shutil.rmtree(new, ignore_errors=True)
    if old.exists() and not out.exists():
        old.rename(out)
    elif old.exists():
        shutil.rmtree(old)


def _keep_changed(out: Path, new: Path) -> None:
    """Copies what people changed or put into the earlier folder, so that replacing it loses no work."""
    manifest = (read_manifest(out) if out.exists() else None) or {}
    written = manifest.get("outputs")
    if not isinstance(written, dict):
        return
    for name, digest in hash_files(out).items():
        if written.get(name) != digest and name != MANIFEST and not Path(name).name.startswith("~$"):
            target = _free(new / KEPT / name.removeprefix(f"{KEPT}/"))
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(out / name, target)


def _free(path: Path) -> Path:
    """``path``, or with a number when something of that name is there already."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free


def _swap(new: Path, out: Path, old: Path) -> None:
    if not out.exists():
        new.rename(out)
        return
    out.rename(old)
    try:
        new.rename(out)
    except OSError:
        old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)
