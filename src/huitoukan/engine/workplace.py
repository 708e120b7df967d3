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

import polars as pl

from huitoukan.messages import Mendable, say

_FAULT = re.compile(r"\(os error (\d+)\)")
_NAME = re.compile(r"huitoukan-(\d+)-.+")


def make() -> Path:
    """A new folder that only we can read; whoever asked for it removes it."""
    try:
        _sweep()
        return Path(tempfile.mkdtemp(prefix=f"huitoukan-{os.getpid()}-"))
    except OSError as error:
        raise Mendable(say("engine.no_workplace", reason=error.strerror or str(error))) from error


@contextmanager
def workplace() -> Iterator[Path]:
    """A new folder that is gone afterwards."""
    folder = make()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def room_in(folder: Path) -> Iterator[None]:
    """Says so when the disk of ``folder`` is full or does not let us write; other faults are ours and stay as they are.

    The data library tells faults of the disk as its own, with the number the system gives.
    """
    try:
        yield
    except (OSError, pl.exceptions.ComputeError) as error:
        told = error if isinstance(error, OSError) else _FAULT.search(str(error))
        if told is None:
            raise
        number = told.errno if isinstance(told, OSError) else int(told[1])
        reason = os.strerror(number) if number else str(error)
        raise Mendable(say("engine.no_room", folder=folder, reason=reason)) from error


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
