"""What clerks do to names and numbers: damage that breaks a link, and untidiness that does not.

Damage is recorded on the row (``Row.damage``): ``float`` a number cell that lost its last digits, ``typo``
one digit, ``swap`` two neighbours, ``missing``, ``wrong_id`` another resident's, ``old15`` the old form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from huitoukan.samples.identity import shorten
from huitoukan.samples.records import County, Resident, Row
from huitoukan.samples.trials import DAMAGE_TIMES, write_hard
from huitoukan.samples.words import words

_RATES = {"typo": 0.007, "swap": 0.006, "missing": 0.005, "float": 0.005, "old15": 0.004, "wrong_id": 0.0005}
_HOMOPHONE, _LOOK_ALIKE = 0.15, 0.04
_FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
_NO_NUMBER = ("", "", "", "", "", "无", "/", "999999999999999999")


class Damager:
    """Decides and writes what each row of a department's list shows for name and number."""

    def __init__(self, rng: Random, county: County) -> None:
        self.rng = rng
        times = DAMAGE_TIMES if county.hard else 1
        self._rates = {damage: rate * times for damage, rate in _RATES.items()}
        self._hard = county.hard
        self._residents = [o.resident for home in county.homes for o in home.occupants]
        members = [m for h in county.households for m in h.members]
        self._misregistered = {id(m.resident) for m in members if m.id_no != m.resident.id_no}

    def deface(self, row: Row) -> None:
        """Writes one row's name and number, with the damage it was given or now meets."""
        if row.person.id_no:
            row.damage = self._damage(row)
        row.written_id = self._number(row)
        row.written_name = tidy_name(self.rng, self._name(row))

    def _damage(self, row: Row) -> str:
        if id(row.person) in self._misregistered:
            return ""
        damage = row.damage or self._draw()
        if damage == "float" and row.person.id_no.endswith("X"):
            return "typo"
        return "" if damage == "old15" and row.person.born.year >= 2000 else damage

    def _draw(self) -> str:
        rates = self._rates
        return self.rng.choices((*rates, ""), (*rates.values(), 1 - sum(rates.values())))[0]

    def _number(self, row: Row) -> str | float:
        number = row.person.id_no
        match row.damage:
            case "float":
                return float(number[:15] + "000")
            case "missing":
                return self.rng.choice((*_NO_NUMBER, f"{number[0]}.{number[1:6]}E+17"))
            case "wrong_id":
                return self._somebody_else(row.person).id_no
            case "typo":
                number = _mistype(self.rng, number)
            case "swap":
                number = _swap(self.rng, number)
            case "old15":
                number = shorten(number)
        return tidy_number(self.rng, number)

    def _somebody_else(self, person: Resident) -> Resident:
        """A resident with another surname: a mistake that reading the name reveals."""
        while True:
            other = self.rng.choice(self._residents)
            if other.name[0] != person.name[0]:
                return other

    def _name(self, row: Row) -> str:
        """A homophone or a look-alike on some damaged rows; look-alikes only where the number still tells."""
        name, chance = row.person.name, self.rng.random()
        if self._hard:
            written, row.writing = write_hard(self.rng, name)
            if row.writing:
                return written
        if row.damage in ("typo", "swap", "float", "missing") and chance < _HOMOPHONE:
            return _replace_one(self.rng, name, words().homophones)
        if row.damage in ("typo", "swap") and chance < _HOMOPHONE + _LOOK_ALIKE:
            return _replace_one(self.rng, name, words().look_alikes)
        return name


def tidy_number(rng: Random, number: str, rate: float = 0.03) -> str:
    """A number as typed: mostly plain, some with spaces, full-width, lower case or an apostrophe."""
    if not number or rng.random() >= rate:
        return number
    shown = (
        f"{number[:6]} {number[6:-4]} {number[-4:]}",
        number.translate(_FULL_WIDTH),
        number.replace("X", "x"),
        f"'{number}",
        f" {number}",
        f"{number}\u3000",
    )
    return rng.choice(shown)


def tidy_name(rng: Random, name: str, rate: float = 0.03) -> str:
    """A name as typed: another dot, spaces, or a note in brackets."""
    if "·" in name:
        name = name.replace("·", rng.choice("··.•"))
    if rng.random() >= rate:
        return name
    spread = f"{name[0]}\u3000{name[1:]}" if len(name) == 2 else f"{name[0]} {name[1:]}"
    return rng.choice((spread, spread, f"{name} ", f" {name}", f"{name}（户主）", f"{name}(户主)"))


def _mistype(rng: Random, number: str) -> str:
    at = rng.randint(6, 16)
    digit = str((int(number[at]) + rng.randint(1, 9)) % 10)
    return number[:at] + digit + number[at + 1 :]


def _swap(rng: Random, number: str) -> str:
    places: Sequence[int] = [i for i in range(6, 16) if number[i] != number[i + 1]]
    at = rng.choice(places)
    return number[:at] + number[at + 1] + number[at] + number[at + 2 :]


def _replace_one(rng: Random, name: str, table: Mapping[str, str]) -> str:
    places = [i for i, sign in enumerate(name) if sign in table]
    if not places:
        return name
    at = rng.choice(places)
    return name[:at] + table[name[at]] + name[at + 1 :]
