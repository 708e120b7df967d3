"""Edges about burdens: hospital bills, homes, water, disasters, and the households nobody registered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from huitoukan.samples.days import months_before
from huitoukan.samples.edges.planter import Planter
from huitoukan.samples.records import Home, Resident

_CENT = 0.01
_LEAST_LOSS = 10_000


def _registered_burden(p: Planter) -> None:
    _burdens(p, p.county.parameters["self_paid_registered"], lambda: p.household().home)


def _missed_burden(p: Planter) -> None:
    _burdens(p, p.county.parameters["self_paid_other"], p.home)


def _burdens(p: Planter, limit: float, pick: Callable[[], Home]) -> None:
    """At the limit in two stays, a cent below it, over it but a day too old, over it with a damaged row."""
    for paid, too_old, damage in (
        (limit, False, ""),
        (limit - _CENT, False, ""),
        (limit, True, ""),
        (limit, False, "typo"),
    ):
        person = _without_claims(p, pick())
        start = months_before(p.as_of, 12)
        part = round(paid / 3, 2)
        p.clerk.claim(person, part, p.as_of)
        p.clerk.claim(person, round(paid - part, 2), start if too_old else start + timedelta(days=1))
        p.lists.medical_claims[-1].damage = damage


def _without_claims(p: Planter, home: Home) -> Resident:
    for occupant in home.occupants:
        p.strike("medical_claims", occupant.resident)
    return home.head


def _homes(p: Planter) -> None:
    """Graded C; repaired; an old D that a newer B overrules; and the reverse; one with a swapped number."""
    day = months_before(p.as_of, 9)
    unsafe, repaired, better, worse, swapped, honest = (p.household() for _ in range(6))
    for household, grade in (
        (unsafe, "C"),
        (repaired, "D"),
        (better, "D"),
        (worse, "B"),
        (swapped, "C"),
        (honest, "D"),
    ):
        p.strike("housing", household.home.head)
        p.clerk.dwelling(household.home, grade, day, household is repaired)
    p.clerk.dwelling(better.home, "B", p.as_of - timedelta(days=1), False)
    p.clerk.dwelling(worse.home, "D", p.as_of, False)
    honest.unsafe_house = repaired.unsafe_house = True
    next(row for row in p.lists.housing if row.home is swapped.home).damage = "swap"


def _water(p: Planter) -> None:
    for solved in (False, True):
        p.clerk.water(p.household().home, p.clerk.day(1), solved)


def _removed_at_risk(p: Planter) -> None:
    p.clerk.dwelling(p.removed(30, 8).home, "D", months_before(p.as_of, 2), False)
    p.clerk.water(p.removed(30, 8).home, p.clerk.day(1), False)
    p.strike("medical_enrolment", p.removed(30, 8).members[-1].resident)


def _missed_hardship(p: Planter) -> None:
    """Two hardships; a loss one yuan short; one a year old; two of which one is known by name only."""
    for loss, too_old, nameless in ((_LEAST_LOSS, False, False), (_LEAST_LOSS - 1, False, False),
                                    (40_000, True, False), (30_000, False, True)):  # fmt: skip
        home = p.home(lambda h: all(row.home is not h for row in p.lists.disasters))
        start = months_before(p.as_of, 12)
        p.clerk.disaster(home, loss, start if too_old else start + timedelta(days=1))
        p.clerk.water(home, p.clerk.day(1), False)
        p.lists.water[-1].damage = "missing" if nameless else ""


PLANTS: tuple[Callable[[Planter], None], ...] = (
    _registered_burden, _missed_burden, _homes, _water, _removed_at_risk, _missed_hardship,
)  # fmt: skip
