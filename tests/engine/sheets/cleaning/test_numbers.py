import pytest

from huitoukan.engine.sheets.cleaning import numbers


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1200", 1200.0),
        ("1,200", 1200.0),
        ("1，200.50", 1200.5),
        ("１２００", 1200.0),
        ("-3.5", -3.5),
        ("(3.5)", -3.5),
        ("7个月", 7.0),
        ("3人", 3.0),
        ("2026年", 2026.0),
        ("1.2E+3", 1200.0),
        ("约3", None),
        ("3-4", None),
        ("无", None),
        ("1.2.3", None),
        ("nan", None),
        ("1000000000000", 1e12),
        ("-1000000000001", None),
        ("12345678901234567890", None),
        ("1E99", None),
        ("9" * 400, None),
    ],
)
def test_numbers(written: str, value: float | None) -> None:
    assert numbers.parse_number(written) == value


@pytest.mark.parametrize(
    ("written", "value"), [("7", 7), ("7.0", 7), ("2026年度", 2026), ("7.5", None), ("七", None), ("9" * 20, None)]
)
def test_whole_numbers(written: str, value: int | None) -> None:
    assert numbers.parse_integer(written) == value


@pytest.mark.parametrize(
    ("written", "header", "wanted", "value"),
    [
        ("1200", "元", "元", 1200.0),
        ("1,200元", "元", "元", 1200.0),
        ("￥1,200.50", "元", "元", 1200.5),
        ("¥1200", "元", "元", 1200.0),
        ("人民币1200元整", "元", "元", 1200.0),
        ("1.2万", "元", "元", 12000.0),
        ("1.2万元", "元", "元", 12000.0),
        ("1.2", "万元", "元", 12000.0),
        ("300元/月", "元", "元", 300.0),
        ("125000", "元", "万元", 12.5),
        ("12.5", "万元", "万元", 12.5),
        ("12.5万元", "元", "万元", 12.5),
        ("125000元", "万元", "万元", 12.5),
        ("49.99", "万元", "元", 499900.0),
        ("不详", "元", "元", None),
        ("100美元", "元", "元", None),
        ("990101198001010018", "元", "元", None),
        ("990101198001010018", "元", "万元", None),
        ("200000000万", "元", "元", None),
    ],
)
def test_money(written: str, header: numbers.Unit, wanted: numbers.Unit, value: float | None) -> None:
    assert numbers.parse_money(written, header, wanted) == value
