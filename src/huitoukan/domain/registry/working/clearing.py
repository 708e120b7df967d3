"""Files that nobody needs any more."""

from __future__ import annotations

import datetime as dt
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from huitoukan.domain.registry.enums import ImportState
from huitoukan.domain.registry.folders import all_folders, folder_of
from huitoukan.domain.registry.models import Import

LOST_AFTER = dt.timedelta(days=1)


def clear_away(pk: int) -> None:
    """Only if it was discarded, and whatever is left of its files."""
    brought = Import.objects.filter(pk=pk, state=ImportState.DISCARDED).first()
    if brought is not None:
        shutil.rmtree(folder_of(brought), ignore_errors=True)


def clear_lost_uploads() -> int:
    """What nobody has, once nobody can be writing to it any more; says how many folders and files there were."""
    lost = [each for each in (*_folders(), *_half_received()) if _is_old(each)]
    for each in lost:
        shutil.rmtree(each, ignore_errors=True) if each.is_dir() else each.unlink(missing_ok=True)
    return len(lost)


def _folders() -> list[Path]:
    """That no import has."""
    known = {key.hex for key in Import.objects.values_list("key", flat=True)}
    return [each for each in all_folders().iterdir() if each.name not in known] if all_folders().is_dir() else []


def _half_received() -> Iterator[Path]:
    """Files of requests that a process was killed over."""
    return Path(settings.FILE_UPLOAD_TEMP_DIR).glob("*.upload*")


def _is_old(place: Path) -> bool:
    try:
        return place.stat().st_mtime < time.time() - LOST_AFTER.total_seconds()
    except FileNotFoundError:  # whoever was receiving it is done with it
        return False
