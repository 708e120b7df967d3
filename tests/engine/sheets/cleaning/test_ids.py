"""ID numbers as they come and what they are taken for."""

from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

from huitoukan.engine.sheets.cleaning import ids
from huitoukan.engine.sheets.typed.columns import Cells, Typing
from huitoukan.policy import Pack
from huitoukan.policy.models import FieldType, ListField

GOOD = "99010119800101001"
FIELD = ListField(title="证件号码", type=FieldType.ID_NO)


@pytest.fixture(scope="session")
def look(pack: Pack) -> Callable[..., dict[str, Any]]:
    typing = Typing(pack)

    def one(written: str, *, number: bool = False) -> dict[str, Any]:
        cells = Cells("id", FIELD, pl.Series([written]), is_number=pl.Series([number]))
        return pl.DataFrame(typing.columns([cells])[0].columns).row(0, named=True)

    return one


@pytest.mark.parametrize(
    "disguise",
    [
        lambda n: n,
        lambda n: f" {n} ",
        lambda n: f"'{n}",
        lambda n: f"’{n}",
        lambda n: f'="{n}"',
        lambda n: f"{n[:6]} {n[6:14]} {n[14:]}",
        lambda n: f"{n[:6]}-{n[6:14]}-{n[14:]}",
        lambda n: f"{n}\u3000",
        lambda n: f"\ufeff{n}",
        lambda n: n.translate({ord(d): ord(d) + 0xFEE0 for d in "0123456789X"}),
        lambda n: n.lower(),
        lambda n: n.replace("X", "×"),
        lambda n: n + "12",
        lambda n: n + "1101",
        lambda n: f"\t{n}",
    ],
)
@pytest.mark.parametrize("first17", [GOOD, "99010119800101006"])
def test_disguised_numbers_are_read(
    look: Callable[..., dict[str, Any]], valid_id: Callable[[str], str], disguise: Callable[[str], str], first17: str
) -> None:
    number = valid_id(first17)
    found = look(disguise(number))
    assert (found["id_id18"], found["id_checks"], found["id_damaged"], found["id_prefix"]) == (
        number,
        True,
        False,
        None,
    )


@pytest.mark.parametrize("written", ["", "无", "—", "0", " ", "/", "NULL", "-", "不详", "000"])
def test_words_for_none_are_none(look: Callable[..., dict[str, Any]], written: str) -> None:
    assert look(written) == {"id": None, "id_id18": None, "id_checks": None, "id_damaged": False, "id_prefix": None}


@pytest.mark.parametrize("extra", ["", "11"])
def test_an_old_number_gets_its_century_and_check_digit(
    look: Callable[..., dict[str, Any]], valid_id: Callable[[str], str], extra: str
) -> None:
    found = look("990101800101001" + extra)
    assert found["id_id18"] == valid_id("99010119800101001")
    assert found["id_checks"] is False


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("990101809901001", "month 99"),
        ("99010119500101234", "17 digits that are 18 with one missing"),
        ("990101198001010011", "wrong check digit"),
        ("99010119800101001", "17 digits"),
        ("12345", "too short"),
        ("张三", "a name"),
        ("990101********1234", "masked"),
    ],
)
def test_wrong_numbers_have_no_id18(look: Callable[..., dict[str, Any]], written: str, why: str) -> None:
    found = look(written)
    assert found["id"] is not None, why
    assert (found["id_id18"], found["id_checks"]) == (None, False), why


def test_a_right_check_digit_with_an_impossible_birthday_is_no_id(
    look: Callable[..., dict[str, Any]], valid_id: Callable[[str], str]
) -> None:
    for birthday in ("19801301", "00000101", "19800230"):
        found = look(valid_id(f"990101{birthday}001"))
        assert (found["id_id18"], found["id_checks"]) == (None, True)


def test_placeholders_are_never_valid(look: Callable[..., dict[str, Any]], valid_id: Callable[[str], str]) -> None:
    found = look(valid_id("99999919800101001"))
    assert (found["id_id18"], found["id_checks"]) == (None, True)


@pytest.mark.parametrize(
    ("rendered", "digits"),
    [
        ("990523198810110976", "990523198810111000"),
        ("990523198810111232", "990523198810111000"),
        ("990000000000000000", "990000000000000000"),
        ("12345", "12345"),
    ],
)
def test_a_number_cell_is_damaged_and_keeps_15_digits(
    look: Callable[..., dict[str, Any]], rendered: str, digits: str
) -> None:
    found = look(rendered, number=True)
    assert (found["id"], found["id_damaged"], found["id_id18"]) == (digits, True, None)
    assert found["id_prefix"] == digits[:15]


def test_text_that_ends_in_000_is_damaged_but_may_be_right(
    look: Callable[..., dict[str, Any]], valid_id: Callable[[str], str]
) -> None:
    ending = next(
        number
        for month in range(1, 13)
        for day in range(1, 29)
        if (number := valid_id(f"9901011980{month:02}{day:02}100"))[-3:] == "000"
    )
    found = look(ending)
    assert (found["id_damaged"], found["id_prefix"], found["id_id18"]) == (True, ending[:15], ending)
    wrong = look(ending[:13] + str((int(ending[13]) + 1) % 10) + ending[14:])
    assert (wrong["id_damaged"], wrong["id_id18"]) == (True, None)


@pytest.mark.parametrize(
    ("written", "prefix"), [("9.9E+17", "99"), ("9.90523E+17", "990523"), ("9.90523e17", "990523"), ("9E+19", "9")]
)
def test_scientific_text_keeps_its_first_digits(look: Callable[..., dict[str, Any]], written: str, prefix: str) -> None:
    found = look(written)
    assert (found["id_damaged"], found["id_prefix"], found["id_id18"], found["id_checks"]) == (
        True,
        prefix,
        None,
        False,
    )


def test_only_figures_a_number_cell_can_show_look_stored() -> None:
    written = pl.Series(
        "x", ["990523198810110976", "990523198810111000", "990523198810111001", "99052319881011100X", "123"]
    )
    assert written.to_frame().select(ids.looks_stored(pl.col("x"))).to_series().to_list() == [
        True,
        False,
        False,
        False,
        False,
    ]
