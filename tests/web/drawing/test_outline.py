"""A map of areas, north up, shaded by number."""

from __future__ import annotations

import re

from huitoukan.web.drawing.outline import Outline, outline_map


def square(west: float, south: float, side: float = 1.0) -> dict[str, object]:
    ring = [(west, south), (west + side, south), (west + side, south + side), (west, south + side), (west, south)]
    return {"type": "Polygon", "coordinates": [ring]}


def place(shape_x: str, shape_y: str) -> tuple[float, float]:
    return float(shape_x), float(shape_y)


def test_north_is_up_and_east_is_right() -> None:
    drawn = outline_map([Outline("1", "南", square(100, 0)), Outline("2", "北", square(101, 1))])
    assert drawn
    south, north = drawn.shapes
    assert place(north.x, north.y)[0] > place(south.x, south.y)[0]
    assert place(north.x, north.y)[1] < place(south.x, south.y)[1]


def test_a_square_on_the_ground_is_a_square_on_the_map() -> None:
    at_60_degrees = Outline(
        "1", "x", {"type": "Polygon", "coordinates": [[(0, 59.5), (2, 59.5), (2, 60.5), (0, 60.5)]]}
    )
    drawn = outline_map([at_60_degrees])
    assert drawn
    assert abs(float(drawn.width) - float(drawn.height)) < 2


def test_names_stand_in_the_middle_of_the_largest_part() -> None:
    parts = {"type": "MultiPolygon", "coordinates": [square(0, 0, 0.1)["coordinates"], square(1, 0)["coordinates"]]}
    drawn = outline_map([Outline("1", "x", parts)])
    assert drawn
    assert float(drawn.shapes[0].x) > float(drawn.width) / 2
    assert drawn.shapes[0].path.count("M") == 2


def test_every_point_lies_on_the_sheet() -> None:
    drawn = outline_map([Outline(str(n), "x", square(100 + n, 20 + n % 2)) for n in range(5)])
    assert drawn
    for shape in drawn.shapes:
        for x, y in re.findall(r"([\d.-]+) ([\d.-]+)", shape.path):
            assert 0 <= float(x) <= float(drawn.width)
            assert 0 <= float(y) <= float(drawn.height)


def test_shades_go_from_the_least_to_the_most_and_unknown_is_not_zero() -> None:
    values = [0, 10, 20, 30, 49, None]
    drawn = outline_map([Outline(str(n), "x", square(100 + n, 0), value) for n, value in enumerate(values)])
    assert drawn
    assert [shape.shade for shape in drawn.shapes] == ["0", "1", "2", "3", "4", "none"]
    assert [step.shown for step in drawn.legend] == ["0–9", "10–19", "20–29", "30–39", "40–49"]
    assert drawn.shapes[-1].shown == ""
    assert drawn.is_shaded


def test_values_that_are_all_alike_have_one_shade_and_need_no_legend() -> None:
    drawn = outline_map([Outline(str(n), "x", square(100 + n, 0), 7) for n in range(3)])
    assert drawn
    assert drawn.legend == ()
    assert {shape.shade for shape in drawn.shapes} == {"2"}


def test_a_map_without_numbers_says_where_areas_lie_only() -> None:
    drawn = outline_map([Outline("1", "x", square(100, 0))])
    assert drawn
    assert not drawn.is_shaded
    assert drawn.shapes[0].shade == "none"


def test_without_outlines_there_is_no_map() -> None:
    assert outline_map([]) is None
