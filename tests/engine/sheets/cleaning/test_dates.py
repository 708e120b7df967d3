import datetime as dt

import pytest

from huitoukan.engine.sheets.cleaning import dates

DAY = dt.date(2026, 10, 5)


@pytest.mark.parametrize(
    "written",
    [
        "2026-10-05",
        "2026-10-5",
        "2026.10.5",
        "2026.10.05",
        "2026/10/5",
        "2026/10/05",
        "20261005",
        "20261005.0",
        "2026年10月5日",
        "2026年10月05日",
        "2026 年 10 月 5 日",
        "２０２６－１０－０５",
        "2026-10-05 00:00:00",
        "2026-10-05T08:30:00",
        "2026/10/5 8:30",
        "46300",
        "46300.0",
        "46300.5",
        "'2026-10-05",
        " 2026-10-05 ",
    ],
)
def test_days_in_every_style(written: str) -> None:
    assert dates.parse_date(written) == DAY


@pytest.mark.parametrize(
    "written",
    [
        "202610",
        "2026年10月",
        "2026-10",
        "0000-00-00",
        "2026-13-01",
        "2026-02-30",
        "0001-01-01",
        "1899-12-31",
        "3026-01-01",
        "9999-12-31",
        "长期",
        "至今",
        "5",
        "",
        "26-10-05",
        "2026-10-05至2026-12-01",
    ],
)
def test_what_is_no_day_is_not_guessed(written: str) -> None:
    assert dates.parse_date(written) is None


@pytest.mark.parametrize(
    "written",
    [
        "202610",
        "2026-10",
        "2026.10",
        "2026/10",
        "2026年10月",
        "2026年10月份",
        "20261005",
        "2026-10-05",
        "46300",
        "202610.0",
        "2026-10-01 00:00:00",
        "２０２６年１０月",
        "2026 10",
    ],
)
def test_months_in_every_style(written: str) -> None:
    assert dates.parse_month(written) == 2026 * 12 + 9


@pytest.mark.parametrize("written", ["202613", "2026", "10月", "", "000010", "189912"])
def test_what_is_no_month_is_not_guessed(written: str) -> None:
    assert dates.parse_month(written) is None
