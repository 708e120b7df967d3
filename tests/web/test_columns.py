"""Columns show marks on the page and words in a workbook."""

from __future__ import annotations

import django_tables2 as tables

from huitoukan.web.columns import NUMBER, BadgeColumn, MarkColumn

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
