"""Edge cases planted into an ordinary county: for every rule some it fires for and some it just misses."""

from __future__ import annotations

from random import Random

from huitoukan.samples.edges import duty, hardship, money, people, registry
from huitoukan.samples.edges.planter import Planter
from huitoukan.samples.people import Population
from huitoukan.samples.records import County

_HOUSEHOLDS_A_ROUND = 1250


def plant_edges(rng: Random, population: Population, county: County) -> None:
    """Plants every case once for each so many households of the county, twice at least, six times at most."""
    planter = Planter(rng, population, county)
    for _ in range(min(6, max(2, len(county.homes) // _HOUSEHOLDS_A_ROUND))):
        for family in (people, registry, hardship, money, duty):
            for plant in family.PLANTS:
                plant(planter)
