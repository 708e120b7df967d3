"""Uploads that were cut off leave files that nobody knows; they go after a day."""

from __future__ import annotations

import os
import time
import uuid

from tests.domain.registry.desk import Desk, person, registered

from huitoukan.domain.registry import tasks
from huitoukan.domain.registry.folders import folder_named, folder_of


def test_only_files_of_no_import_go_and_only_after_a_day(desk: Desk) -> None:
    kept = folder_of(desk.bring(registered(person(1))))
    fresh, lost = (folder_named(uuid.uuid4()) for _ in range(2))
    for folder in (fresh, lost):
        (folder / "uploads").mkdir(parents=True)
    long_ago = time.time() - 2 * 24 * 60 * 60
    for folder in (kept, lost):
        os.utime(folder, (long_ago, long_ago))
    assert tasks.clear_lost_uploads.call() == 1
    assert (kept.exists(), fresh.exists(), lost.exists()) == (True, True, False)


def test_without_any_upload_there_is_nothing_to_clear(db: None) -> None:
    assert tasks.clear_lost_uploads.call() == 0
