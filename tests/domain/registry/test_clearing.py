"""Uploads that were cut off leave files that nobody knows; they go after a day."""

from __future__ import annotations

import os
import time
import uuid
from pathlib import Path
from typing import Any

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


def test_files_half_received_by_a_process_that_was_killed_go_too(db: None, settings: Any, tmp_path: Path) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    lost, fresh, other = (tmp_path / name for name in ("tmp1.upload.csv", "tmp2.upload.csv", "huitoukan.sqlite3"))
    for file in (lost, fresh, other):
        file.touch()
    long_ago = time.time() - 2 * 24 * 60 * 60
    for file in (lost, other):
        os.utime(file, (long_ago, long_ago))
    (tmp_path / "tmp3.upload.csv").symlink_to("done")  # listed, and gone when looked at
    assert tasks.clear_lost_uploads.call() == 1
    assert (lost.exists(), fresh.exists(), other.exists()) == (False, True, True)
