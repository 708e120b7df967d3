"""Columns show marks on the page and words in a workbook."""

from __future__ import annotations

import datetime as dt

import django_tables2 as tables

from huitoukan.web.columns import NUMBER, BadgeColumn, DayColumn, MarkColumn, MomentColumn

ROWS = [{"state": "open", "is_poor": True, "count": 3}, {"state": "<b>", "is_poor": False, "count": 0}]


class Table(tables.Table):
    state = BadgeColumn(tones={"open": "warn"})
    is_poor = MarkColumn()
    count = tables.Column(attrs=NUMBER)


def cells(number: int) -> dict[str, str]:
    row = Table(ROWS).rows[number]
    return {column.name: str(row.get_cell(column.name)).strip() for column in row.table.columns}


def test_a_badge_has_the_tone_of_its_value() -> None:
    assert cells(0)["state"] == '<span class="badge badge-warn">open</span>'


def test_what_somebody_typed_is_no_markup() -> None:
    assert cells(1)["state"] == '<span class="badge">&lt;b&gt;</span>'


def test_yes_is_a_mark_and_no_is_blank() -> None:
    assert "badge-info" in cells(0)["is_poor"]
    assert cells(1)["is_poor"] == "—"


def test_a_workbook_gets_words() -> None:
    assert list(Table(ROWS).as_values()) == [
        ["State", "Is poor", "Count"],
        ["open", "是", 3],
        ["<b>", None, 0],
    ]


def test_days_and_times_read_alike_on_pages_and_in_workbooks() -> None:
    class Dated(tables.Table):
        day = DayColumn()
        at = MomentColumn()

    at = dt.datetime(2026, 11, 22, 1, 2, 3, 999, tzinfo=dt.UTC)
    table = Dated([{"day": dt.date(2026, 11, 22), "at": at}, {"day": None, "at": None}])
    assert [list(row) for row in table.rows] == [["2026-11-22", "2026-11-22 09:02:03"], ["—", "—"]]
    assert list(table.as_values())[1:] == [["2026-11-22", "2026-11-22 09:02:03"], [None, None]]
