"""Calendar arithmetic at its edges."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from huitoukan.samples import days


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(2010, 10, 31), date(2026, 10, 31), 16),
        (date(2010, 11, 1), date(2026, 10, 31), 15),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
    ],
)
def test_completed_years(born: date, on: date, age: int) -> None:
    assert days.completed_years(born, on) == age


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        (date(2026, 10, 31), 12, date(2025, 10, 31)),
        (date(2026, 10, 31), 8, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 1, 15), -36, date(2029, 1, 15)),
    ],
)
def test_months_before(day: date, months: int, earlier: date) -> None:
    assert days.months_before(day, months) == earlier


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        (date(2025, 10, 31), False),
        (date(2025, 11, 1), True),
        (date(2026, 10, 31), True),
        (date(2026, 11, 1), False),
    ],
)
def test_the_window_excludes_its_first_day(day: date, inside: bool) -> None:
    assert days.within_months(day, 12, date(2026, 10, 31)) is inside


def test_random_day_reaches_both_ends() -> None:
    first, last = date(2026, 1, 1), date(2026, 1, 3)
    assert {days.random_day(Random(n), first, last) for n in range(40)} == {first, date(2026, 1, 2), last}
