"""Folders for a run's intermediate files.

They hold personal data, so none outlives its run: not after an error, and what a killed run left behind is swept away
by the next one.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NAME = re.compile(r"huitoukan-(\d+)-.+")


def make() -> Path:
    """A new folder that only we can read; whoever asked for it removes it."""
    _sweep()
    return Path(tempfile.mkdtemp(prefix=f"huitoukan-{os.getpid()}-"))


@contextmanager
def workplace() -> Iterator[Path]:
    """A new folder that is gone afterwards."""
    folder = make()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sweep() -> None:
    for folder in Path(tempfile.gettempdir()).glob("huitoukan-*"):
        found = _NAME.fullmatch(folder.name)
        if found and not _is_alive(int(found[1])) and _is_ours(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    try:
        return folder.is_dir() and not folder.is_symlink() and folder.stat().st_uid == os.getuid()
    except OSError:
        return False


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
