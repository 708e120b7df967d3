"""Bars are as long as their numbers."""

from __future__ import annotations

from huitoukan.web.drawing.bars import bars


def test_the_longest_fills_the_width_and_the_others_are_in_proportion() -> None:
    drawn = bars([("东河镇", 336, "/areas/1/"), ("西岭乡", 84, ""), ("石桥镇", 0, "")])
    assert [(bar.label, bar.share, bar.shown) for bar in drawn] == [
        ("东河镇", "100.00", "336"),
        ("西岭乡", "25.00", "84"),
        ("石桥镇", "0.00", "0"),
    ]


def test_numbers_are_shown_as_people_write_them() -> None:
    assert [bar.shown for bar in bars([("a", 12923, ""), ("b", 57.44, "")])] == ["12,923", "57.4"]


def test_nothing_but_zeros_draws_nothing() -> None:
    assert [bar.share for bar in bars([("a", 0, ""), ("b", 0, "")])] == ["0.00", "0.00"]
    assert bars([]) == []
