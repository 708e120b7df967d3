"""Builds the county: people first, then the registry, the departments' lists, and the planted edge cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from huitoukan.samples.departments import fill_lists
from huitoukan.samples.edges import plant_edges
from huitoukan.samples.people import Population
from huitoukan.samples.places import lay_out
from huitoukan.samples.records import County, Home, Household, Occupant
from huitoukan.samples.registry import Registry, helper_for
from huitoukan.samples.words import words

_REGISTERED_SHARE = 0.18
_PARTLY_REGISTERED = 0.2
_MOVED_IN = 0.01
_LOAD = 6


@dataclass(frozen=True, slots=True)
class Makers:
    """The hands that make people and registry entries, with the dice they share."""

    rng: Random
    population: Population
    registry: Registry


def build_county(
    households: int, seed: int, as_of: date, parameters: Mapping[str, float], *, hard: bool = False
) -> County:
    """A whole county; the same arguments always give the same county. ``hard``: see :mod:`.trials`."""
    rng = Random(f"{seed}/county")
    makers = Makers(rng, Population(rng, as_of, hard=hard), Registry(rng, as_of, parameters["income_line"]))
    townships = lay_out(rng, households)
    homes = [_home(makers, no, townships) for no in range(households)]
    county = County(
        name=rng.choice(words()["counties"]),
        as_of=as_of,
        parameters=parameters,
        townships=townships,
        homes=homes,
        households=_register(makers, homes),
        hard=hard,
    )
    _assign_helpers(makers, county)
    fill_lists(rng, makers.population, county)
    plant_edges(rng, makers.population, county)
    return county


def _home(makers: Makers, no: int, townships: Mapping[str, Sequence[str]]) -> Home:
    township = makers.rng.choice(list(townships))
    return makers.population.home(no, township, makers.rng.choice(townships[township]))


def _register(makers: Makers, homes: Sequence[Home]) -> list[Household]:
    chosen = [no for no in range(len(homes)) if makers.rng.random() < _REGISTERED_SHARE]
    return [makers.registry.household(no, homes[no], _occupants(makers, homes[no])) for no in chosen]


def _occupants(makers: Makers, home: Home) -> list[Occupant]:
    """The registered part of a home, now and then with somebody the roster does not know yet."""
    occupants = list(home.occupants)
    if len(occupants) > 2 and makers.rng.random() < _PARTLY_REGISTERED:
        occupants.remove(makers.rng.choice(occupants[1:]))
    if makers.rng.random() < _MOVED_IN:
        newcomer = makers.population.person(makers.rng.randint(22, 50), "女")
        occupants.append(Occupant(newcomer, "其他"))
    return occupants


def _assign_helpers(makers: Makers, county: County) -> None:
    """One helper a household, well below any load limit; edges overload some."""
    waiting = list(county.households)
    makers.rng.shuffle(waiting)
    limit = min(_LOAD, max(1, int(county.parameters["helper_load"]) - 2))
    while waiting:
        helper = makers.population.person(makers.rng.randint(25, 58))
        for household in waiting[:limit]:
            county.helpers.append(helper_for(makers.rng, household, (helper.name, helper.id_no), county.as_of))
        del waiting[:limit]
