"""Calendar arithmetic as the rules define it: completed years, calendar months, windows ending on a day."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from random import Random


def completed_years(born: date, on: date) -> int:
    """Age in completed years on a day."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def month_index(day: date) -> int:
    """Months since year 0, so that differences are calendar months."""
    return day.year * 12 + day.month - 1


def months_before(day: date, months: int) -> date:
    """The same day ``months`` earlier, or that month's last day."""
    year, month0 = divmod(month_index(day) - months, 12)
    last = calendar.monthrange(year, month0 + 1)[1]
    return date(year, month0 + 1, min(day.day, last))


def within_months(day: date, months: int, ending: date) -> bool:
    """Whether ``day`` is in the ``months`` months ending on ``ending`` (the first day excluded)."""
    return months_before(ending, months) < day <= ending


def random_day(rng: Random, first: date, last: date) -> date:
    """Any day from ``first`` to ``last``."""
    return first + timedelta(days=rng.randint(0, (last - first).days))
