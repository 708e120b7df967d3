"""How one bureau writes its values: dates, months, yes and no, money, grades, places."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random

from huitoukan.samples.columns import Month, Value

Cell = str | int | float | date | None

_EPOCH = date(1899, 12, 30)
_TEXT_DATES: tuple[Callable[[date], str], ...] = (
    lambda d: f"{d:%Y-%m-%d}",
    lambda d: f"{d.year}.{d.month}.{d.day}",
    lambda d: f"{d.year}/{d.month}/{d.day}",
    lambda d: f"{d:%Y%m%d}",
    lambda d: f"{d.year}年{d.month}月{d.day}日",
    lambda d: f"{d:%Y/%m/%d}",
    lambda d: f"{d:%Y.%m.%d}",
)
_CELL_DATES: tuple[Callable[[date], Cell], ...] = (lambda d: d, lambda d: (d - _EPOCH).days)
_MONTHS: tuple[Callable[[date], str], ...] = (
    lambda d: f"{d:%Y%m}",
    lambda d: f"{d.year}年{d.month}月",
    lambda d: f"{d:%Y-%m}",
    lambda d: f"{d:%Y.%m}",
    lambda d: f"{d:%Y/%m}",
)
_YES_NO: tuple[tuple[Cell, Cell], ...] = (
    ("是", "否"),
    ("是", "否"),
    ("1", "0"),
    ("√", "×"),
    ("Y", "N"),
    (1, 0),
)
_YEARS: tuple[Callable[[int], Cell], ...] = (lambda y: y, str, lambda y: f"{y}年")
_GRADES: tuple[Callable[[int], Cell], ...] = (
    lambda g: g,
    str,
    lambda g: f"{'一二三四'[g - 1]}级",
    lambda g: f"{'壹贰叁肆'[g - 1]}级",
    lambda g: f"{g}级",
)
_MONEY: tuple[Callable[[float], Cell], ...] = (
    lambda m: m,
    lambda m: m,
    lambda m: f"{m:,.{_decimals(m)}f}",
    lambda m: f"{_plain(m)}元",
)
_PLAIN_NUMBERS = ("monthly_wage", "price", "capital", "area")
_OLD_VILLAGES = ("原大坳村", "原新塘村", "原石垅村")


class Handwriting:
    """One bureau's habits; the same list is written in the same way, but for a few rows."""

    def __init__(self, rng: Random, *, cells: bool, national: bool) -> None:
        self.rng = rng
        self.national = national
        dates = (*_TEXT_DATES, *_CELL_DATES) if cells else _TEXT_DATES
        self._date = rng.choice(dates)
        self._month = rng.choice(_MONTHS)
        self._yes, self._no = rng.choice(_YES_NO)
        self._year, self._grade = rng.choice(_YEARS), rng.choice(_GRADES)
        self._money = rng.choice(_MONEY)
        self._short_places = rng.random() < 0.5

    def write(self, field: str, value: Value, factor: float = 1) -> Cell:
        """What stands in the cell."""
        if value is None:
            return None
        if self.national:
            return self._national(field, value)
        if isinstance(value, bool):
            return self._yes if value else self._no
        if isinstance(value, Month):
            return self._month(value.first)
        if isinstance(value, date):
            return self._day(value)
        if isinstance(value, str):
            return self._place(field, value)
        return self._number(field, value, factor)

    def _national(self, field: str, value: Value) -> str:
        """The national system exports text and nothing else."""
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, Month):
            return f"{value.first:%Y%m}"
        if isinstance(value, date):
            return f"{value:%Y%m%d}" if field == "birth_date" else f"{value:%Y-%m-%d}"
        return str(value)

    def _day(self, value: date) -> Cell:
        if self.rng.random() < 0.05:
            return self.rng.choice(_TEXT_DATES)(value)
        return self._date(value)

    def _number(self, field: str, value: int | float, factor: float) -> Cell:
        if field == "year":
            return self._year(int(value))
        if field == "grade":
            return self._grade(int(value))
        if field in ("id_no", "head_id_no", "certificate_no"):
            return value
        amount = round(value * factor, 6)
        # "5元" in a column headed 万元 would be a lie, not a mess.
        return amount if factor < 1 or field in _PLAIN_NUMBERS else self._money(amount)

    def _place(self, field: str, value: str) -> str:
        if field == "township" and self._short_places and self.rng.random() < 0.4:
            return value[:-1]
        if field != "village" or self.rng.random() > (0.3 if self._short_places else 0.05):
            return value
        return self.rng.choice((value[:-1], f"{value}委会", f"{value}（{self.rng.choice(_OLD_VILLAGES)}）"))


def _plain(amount: float) -> str:
    return f"{amount:.{_decimals(amount)}f}"


def _decimals(amount: float) -> int:
    return 0 if float(amount).is_integer() else 2
