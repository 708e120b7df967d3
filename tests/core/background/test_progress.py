"""Progress is kept seldom, and what keeps it hears whether to go on."""

from __future__ import annotations

from typing import Any

import pytest

from huitoukan.core.background import progress
from huitoukan.core.background.progress import Cancelled, StoredProgress
from huitoukan.messages import say

STAGE = say("import.state_reading")


def test_a_quick_row_of_steps_is_kept_once() -> None:
    kept: list[dict[str, Any]] = []
    stored = StoredProgress(kept.append, lambda: False)
    stored.start(STAGE, 100)
    for _ in range(100):
        stored.advance()
    assert kept == [{"stage": {"zh": "读取中", "en": "being read"}, "done": 0, "total": 100}]


def test_what_takes_its_time_is_kept_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "SECONDS", 0)
    kept: list[dict[str, Any]] = []
    stored = StoredProgress(kept.append, lambda: False)
    stored.start(STAGE, 3)
    stored.advance(steps=2)
    stored.finish()
    assert [each["done"] for each in kept] == [0, 2]


def test_work_that_is_not_wanted_any_more_stops() -> None:
    with pytest.raises(Cancelled):
        StoredProgress(lambda _kept: None, lambda: True).start(STAGE, 1)
