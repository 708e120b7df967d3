"""Identity numbers of people who do not exist: GB 11643 form, always beginning with 99."""

from __future__ import annotations

from datetime import date
from random import Random

from huitoukan.samples.records import Sex

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_DIGITS = "10X98765432"


def check_digit(body: str) -> str:
    """The 18th digit of a 17-digit body."""
    return _DIGITS[sum(int(d) * w for d, w in zip(body, _WEIGHTS, strict=True)) % 11]


def is_valid(number: str) -> bool:
    """Whether an 18-digit number carries the right check digit and is not a placeholder."""
    body = number[:17]
    return len(number) == 18 and body.isdigit() and not number.startswith("999999") and check_digit(body) == number[17]


def shorten(number: str) -> str:
    """The 15-digit form in use before 2000: no century, no check digit."""
    return number[:6] + number[8:17]


class Registrar:
    """Gives out each number once; most people get the county's own area code, the others a neighbour's."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._own = f"99{rng.randint(101, 989):04d}"
        self._neighbours = [f"99{rng.randint(1001, 9899):04d}" for _ in range(40)]
        self._given: set[str] = set()

    def issue(self, born: date, sex: Sex) -> str:
        """A new number for somebody born on a day."""
        while True:
            number = self._draw(born, sex)
            # Ends in 000: would read as a number that lost its digits.
            if number not in self._given and not number.endswith("000"):
                self._given.add(number)
                return number

    def _draw(self, born: date, sex: Sex) -> str:
        area = self._own if self._rng.random() < 0.7 else self._rng.choice(self._neighbours)
        odd = 1 if sex == "男" else 0
        serial = self._rng.randint(1, 499) * 2 + odd
        body = f"{area}{born:%Y%m%d}{serial % 1000:03d}"
        return body + check_digit(body)
