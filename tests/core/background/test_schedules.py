"""When something is due."""

from __future__ import annotations

import datetime as dt

import pytest

from huitoukan.core.background.schedules import daily, every


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-22T01:30:00+08:00", "2026-11-22T01:30:00+08:00"),
        ("2026-11-22T01:29:59+08:00", "2026-11-21T01:30:00+08:00"),
        ("2026-11-21T17:29:59+00:00", "2026-11-21T01:30:00+08:00"),
        ("2026-11-21T17:30:00+00:00", "2026-11-22T01:30:00+08:00"),
        ("2026-01-01T00:10:00+08:00", "2025-12-31T01:30:00+08:00"),
    ],
)
def test_daily_goes_by_the_clock_of_the_office(now: str, due: str) -> None:
    assert daily(1, 30)(at(now)) == at(due)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-22T10:14:59+08:00", "2026-11-22T10:00:00+08:00"),
        ("2026-11-22T10:15:00+08:00", "2026-11-22T10:15:00+08:00"),
    ],
)
def test_every_so_many_minutes(now: str, due: str) -> None:
    assert every(15)(at(now)) == at(due)
