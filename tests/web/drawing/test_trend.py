"""Lines over time."""

from __future__ import annotations

import pytest

from huitoukan.web.drawing.numbers import round_top
from huitoukan.web.drawing.trend import trend


def test_a_line_goes_from_the_left_to_the_right_under_a_round_scale() -> None:
    drawn = trend(["1月", "2月", "3月"], {"发现": [0, 50, 100]})
    assert drawn.marks == ("100", "75", "50", "25", "0")
    assert drawn.lines[0].path == "M0.00 100.00L50.00 50.00L100.00 0.00"


def test_an_unknown_value_breaks_the_line_and_is_no_zero() -> None:
    drawn = trend(["1月", "2月", "3月"], {"发现": [4, None, 8]})
    assert drawn.lines[0].path.count("M") == 2
    assert len(drawn.lines[0].dots) == 2
    assert drawn.rows[1] == ("2月", ("—",))


def test_the_table_says_what_the_lines_say() -> None:
    drawn = trend(["1月", "2月"], {"发现": [64, 58], "整改": [40, 52]})
    assert drawn.rows == (("1月", ("64", "40")), ("2月", ("58", "52")))
    assert drawn.lines[1].dots[0].title == "1月 整改 40"


@pytest.mark.parametrize(
    ("days", "shown"),
    [
        (["a"], ("a",)),
        (["a", "b", "c"], ("a", "b", "c")),
        (list("abcdefg"), ("a", "c", "e", "g")),
        (list("abcde"), ("a", "c", "e")),
        (list("abcdef"), ("a", "f")),
    ],
)
def test_a_few_days_are_written_below_always_the_first_and_the_last(days: list[str], shown: tuple[str, ...]) -> None:
    assert trend(days, {"x": [1] * len(days)}).shown_days == shown


@pytest.mark.parametrize(
    ("highest", "top"), [(0, 4), (3, 4), (5, 8), (9, 20), (95, 100), (145, 200), (336, 400), (1001, 2000)]
)
def test_the_scale_ends_at_a_round_number_of_whole_steps(highest: float, top: float) -> None:
    assert round_top(highest, 4) == top


def test_more_lines_than_can_be_told_apart_are_refused() -> None:
    with pytest.raises(ValueError, match="told apart"):
        trend(["a"], {name: [1] for name in "abcd"})
