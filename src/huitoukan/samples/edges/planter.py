"""Finds fresh households and people for edge cases, so that one case does not undo another."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import TypeVar

from huitoukan.samples.days import completed_years
from huitoukan.samples.departments import Clerk
from huitoukan.samples.people import Population
from huitoukan.samples.records import County, Home, Household, Lists, Member, Resident, Row
from huitoukan.samples.registry import ABLE, month_day

T = TypeVar("T", Household, Home)


class Planter:
    """Hands out each household once while there are any left, and reaches into the lists."""

    def __init__(self, rng: Random, population: Population, county: County) -> None:
        self.rng = rng
        self.population = population
        self.county = county
        self.as_of = county.as_of
        self.lists: Lists = county.lists
        self.clerk = Clerk(rng, county)
        listed = {id(h.home) for h in county.households}
        self._households = self._shuffled(county.households)
        self._homes = self._shuffled([home for home in county.homes if id(home) not in listed])
        self._used: set[int] = set()

    def household(self, test: Callable[[Household], bool] = lambda _: True) -> Household:
        """A registered household nobody planted in yet."""
        return self._fresh(self._households, test)

    def home(self, test: Callable[[Home], bool] = lambda _: True) -> Home:
        """A home with nobody registered."""
        return self._fresh(self._homes, test)

    def member(self, test: Callable[[Member], bool] = lambda _: True) -> Member:
        """A member of a fresh registered household; in a tiny county, for want of better, anybody."""
        household = self.household(lambda h: any(test(m) for m in h.members))
        return next((m for m in household.members if test(m)), household.members[-1])

    def aged(self, youngest: int, oldest: int) -> Member:
        """A healthy member of that age."""
        return self.member(lambda m: youngest <= self.age(m.resident) <= oldest and m.health == "健康")

    def able(self) -> Household:
        """A fresh household with somebody able to work and working."""
        return self.household(lambda h: any(m.working and m.labour in ABLE for m in h.members))

    def monitored(self, months_ago: int, risk: str = "因病", able: bool = True) -> Household:
        """A fresh household made active, identified so many months ago, with measures in place."""
        household = self.able() if able else self.household()
        household.monitor_kind = "突发严重困难户"
        household.risks, household.risk_removed, household.removed_on = (risk,), False, None
        household.identified_on = month_day(self.month - months_ago)
        household.measures |= {"industry", "health"}
        return household

    def removed(self, months_ago: int, lasted: int) -> Household:
        """A fresh household whose risk was removed ``lasted`` months after identification."""
        household = self.monitored(months_ago)
        household.risk_removed = True
        household.removed_on = month_day(self.month - months_ago + lasted)
        return household

    def strike(self, kind: str, person: Resident) -> None:
        """Takes every row of a person off a list."""
        rows: list[Row] = getattr(self.lists, kind)
        rows[:] = [row for row in rows if row.person is not person]

    def age(self, person: Resident) -> int:
        return completed_years(person.born, self.as_of)

    @property
    def month(self) -> int:
        """The index of this month."""
        return self.as_of.year * 12 + self.as_of.month - 1

    def _fresh(self, pool: list[T], test: Callable[[T], bool]) -> T:
        fresh = next((item for item in pool if id(item) not in self._used and test(item)), None)
        chosen = fresh or self.rng.choice([item for item in pool if test(item)] or pool)
        self._used.add(id(chosen))
        return chosen

    def _shuffled(self, items: list[T]) -> list[T]:
        shuffled = list(items)
        self.rng.shuffle(shuffled)
        return shuffled
