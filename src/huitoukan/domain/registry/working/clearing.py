"""Files that nobody needs any more."""

from __future__ import annotations

import datetime as dt
import shutil
import time

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
    """Folders that no import has, once nobody can be writing into them any more; says how many there were."""
    if not all_folders().is_dir():
        return 0
    known = {key.hex for key in Import.objects.values_list("key", flat=True)}
    before = time.time() - LOST_AFTER.total_seconds()
    lost = [f for f in all_folders().iterdir() if f.name not in known and f.stat().st_mtime < before]
    for folder in lost:
        shutil.rmtree(folder, ignore_errors=True)
    return len(lost)
