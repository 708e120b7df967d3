"""Codes of areas."""

from __future__ import annotations

import pytest

from huitoukan.core.areas.codes import WrongCode, common_code, level_of, span
from huitoukan.core.areas.enums import Level


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("990000000000", Level.PROVINCE),
        ("990100000000", Level.CITY),
        ("990101000000", Level.COUNTY),
        ("990101001000", Level.TOWNSHIP),
        ("990101001001", Level.VILLAGE),
        ("99010100100101", Level.GROUP),
        ("990110000000", Level.COUNTY),
    ],
)
def test_a_code_tells_its_level(code: str, level: Level) -> None:
    assert level_of(code) is level


@pytest.mark.parametrize(
    "code",
    [
        "",
        "99",
        "9901010010011",
        "99010100100x",
        "９９０１０１０００００００",
        "990001000000",
        "990101000001",
        "000000000000",
    ],
)
def test_what_is_no_code(code: str) -> None:
    with pytest.raises(WrongCode):
        level_of(code)


def test_a_span_holds_what_lies_in_an_area_and_nothing_beside_it() -> None:
    first, beyond = span("990101001000")
    inside = ["990101001000", "990101001001", "990101001999", "99010100199999"]
    outside = ["990101000000", "990101002000", "99010100200101", "990100000000", "990102001001"]
    assert all(first <= code < beyond for code in inside)
    assert not any(first <= code < beyond for code in outside)


@pytest.mark.parametrize(
    ("codes", "common"),
    [
        (["990101001001", "990101001002"], "990101001000"),
        (["990101001001", "990101002000"], "990101000000"),
        (["990101001000", "990101001002"], "990101001000"),
        (["990101001001"], "990101001001"),
        (["990101001001", "980101001001"], None),
        ([], None),
    ],
)
def test_the_narrowest_area_that_holds_them_all(codes: list[str], common: str | None) -> None:
    assert common_code(codes) == common
