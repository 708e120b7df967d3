"""What a mask hides and what it leaves."""

from __future__ import annotations

import pytest

from huitoukan.core import masks


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("13812341234", "138****1234"),
        ("+8613812341234", "+86*******1234"),
        ("0871-65123456", "087******3456"),
        ("65123456", "****56"),
        ("12345", "****45"),
        ("", ""),
    ],
)
def test_telephone_numbers(number: str, shown: str) -> None:
    assert masks.phone(number) == shown


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("核实990101199001011234本人", "核实****本人"),
        ("电话 138 1234 1234 打不通", "电话 **** 打不通"),
        ("99010119900101123X", "****"),
        ("2026 年 11 月入户核查 3 户", "2026 年 11 月入户核查 3 户"),
    ],
)
def test_long_numbers_in_text(text: str, left: str) -> None:
    assert masks.numbers(text) == left


def test_a_birth_date_does_not_tell_what_the_mask_of_the_id_number_hides() -> None:
    assert masks.birth_date("1969-04-21") == "1969-**-**"
    assert masks.birth_date("") == ""


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("990101197001010001", "990101********0001"),
        ("990101700101001", "990101*****1001"),
        ("9901011970X", "990101****970X"),
        ("P1", "P1"),
        ("", ""),
    ],
)
def test_id_numbers(number: str, shown: str) -> None:
    assert masks.id_number(number) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("身份证990101197001010001，电话13812345678", "身份证990101********0001，电话138****5678"),
        ("99010119700101123X", "990101********123X"),
        ("账号6222021234567890123", "账号622202*********0123"),
        ("2026-07-01", "2026-07-01"),
        ("21000.50", "21000.50"),
        ("户编号9901", "户编号9901"),
    ],
)
def test_a_cell_that_may_hold_anything(text: str, shown: str) -> None:
    assert masks.cell(text) == shown
