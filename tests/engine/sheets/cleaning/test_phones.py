import pytest

from huitoukan.engine.sheets.cleaning.phones import clean_phone


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("13900001111", "13900001111"),
        ("139 0000 1111", "13900001111"),
        ("139-0000-1111", "13900001111"),
        ("+8613900001111", "13900001111"),
        ("86 13900001111", "13900001111"),
        ("１３９００００１１１１", "13900001111"),
        ("13900001111、13900002222", "13900001111"),
        ("13900001111/0730-1234567", "13900001111"),
        ("0730-1234567", "07301234567"),
        ("13900001111.0", "13900001111"),
        ("1.39E+10", None),
        ("无", None),
        ("123", None),
    ],
)
def test_phones_are_digits(written: str, clean: str | None) -> None:
    assert clean_phone(written) == clean
