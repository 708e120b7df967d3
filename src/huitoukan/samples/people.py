"""Who lives in the county: homes in made-up villages, and families in them."""

from __future__ import annotations

from datetime import date
from random import Random

from huitoukan.samples.days import completed_years, random_day
from huitoukan.samples.identity import Registrar
from huitoukan.samples.records import Home, Occupant, Resident, Sex
from huitoukan.samples.trials import hard_name
from huitoukan.samples.words import words

_SEXES: tuple[Sex, Sex] = ("男", "女")
_OLDEST = 88
_MINORITY_SHARE = 0.01


class Population:
    """Makes people and families as of a day."""

    def __init__(self, rng: Random, as_of: date, *, hard: bool = False) -> None:
        self.rng = rng
        self.as_of = as_of
        self._hard = hard
        self._registrar = Registrar(rng)

    def person(self, age: int, sex: Sex | None = None, surname: str = "") -> Resident:
        """Somebody of about ``age`` completed years."""
        chosen: Sex = sex if sex is not None else self.rng.choice(_SEXES)
        born = self._birth_date(age)
        name = self._name(surname)
        if self._hard:
            name = hard_name(self.rng, surname, name)
        return Resident(name, self._registrar.issue(born, chosen), chosen, born)

    def home(self, no: int, township: str, village: str) -> Home:
        """A family of one to six with its phone."""
        phone = f"139{self.rng.randint(10_000_000, 99_999_999)}"
        return Home(f"R{no:08d}", township, village, phone, self._family())

    def _birth_date(self, age: int) -> date:
        # Day 28 at most: the same day of another year always exists.
        last = date(self.as_of.year - age, self.as_of.month, min(self.as_of.day, 28))
        first = date(last.year - 1, last.month, last.day)
        born = random_day(self.rng, first, last)
        return born if born > first else last

    def _name(self, surname: str) -> str:
        rng = self.rng
        if not surname and rng.random() < _MINORITY_SHARE:
            return f"{rng.choice(words()['minority_first'])}·{rng.choice(words()['minority_last'])}"
        length = 2 if rng.random() < 0.8 else 1
        return (surname or rng.choice(words()["surnames"])) + "".join(rng.choices(words()["given"], k=length))

    def _family(self) -> list[Occupant]:
        rng = self.rng
        age = rng.randint(26, 78)
        head = self.person(age, "男" if rng.random() < 0.8 else "女")
        family = [Occupant(head, "户主")]
        if rng.random() < 0.75:
            family.append(Occupant(self.person(max(22, age + rng.randint(-5, 4)), _other(head.sex)), "配偶"))
        family += self._children(head, age)
        if age < 55 and rng.random() < 0.3:
            family.append(self._parent(age))
        return family

    def _children(self, head: Resident, age: int) -> list[Occupant]:
        rng = self.rng
        oldest = min(age - 22, 45)
        count = rng.choices((0, 1, 2, 3), (14, 32, 42, 12))[0] if oldest >= 0 else 0
        children = [self._child(head, rng.randint(max(0, oldest - 12), oldest)) for _ in range(count)]
        if children and completed_years(children[0].resident.born, self.as_of) > 26 and rng.random() < 0.45:
            children.append(self._grandchild(head, children[0].resident))
        return children

    def _child(self, head: Resident, age: int) -> Occupant:
        child = self.person(age, surname=head.name[0] if "·" not in head.name else "")
        return Occupant(child, "之子" if child.sex == "男" else "之女")

    def _grandchild(self, head: Resident, parent: Resident) -> Occupant:
        age = self.rng.randint(0, completed_years(parent.born, self.as_of) - 22)
        child = self.person(age, surname=head.name[0] if "·" not in head.name else "")
        return Occupant(child, "之孙子" if child.sex == "男" else "之孙女")

    def _parent(self, age: int) -> Occupant:
        parent = self.person(min(_OLDEST, age + self.rng.randint(20, 30)))
        return Occupant(parent, "之父" if parent.sex == "男" else "之母")


def _other(sex: Sex) -> Sex:
    return "女" if sex == "男" else "男"
