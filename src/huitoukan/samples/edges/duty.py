"""Edges about what an office owes a household: helpers and work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from huitoukan.samples.days import months_before
from huitoukan.samples.edges.planter import Planter
from huitoukan.samples.records import Household
from huitoukan.samples.registry import ABLE, helper_for


def _ended_terms(p: Planter) -> None:
    """A term that ended yesterday, one that ends today, one that began today, none at all."""
    for ended, started in ((1, None), (0, None), (None, 0), (None, None)):
        household = p.monitored(4)
        _dismiss(p, household)
        if ended is None and started is None:
            continue
        helper = helper_for(p.rng, household, _somebody(p), p.as_of)
        helper.started_on = months_before(p.as_of, 20) if started is None else p.as_of
        helper.ended_on = p.as_of - timedelta(days=ended) if ended is not None else None
        p.county.helpers.append(helper)


def _is_target(p: Planter) -> None:
    """A registered person helps another household; another one's term is over."""
    for over in (False, True):
        member, household = p.aged(25, 55), p.household()
        _dismiss(p, household)
        helper = helper_for(p.rng, household, (member.resident.name, member.resident.id_no), p.as_of)
        if over:
            helper.ended_on = p.as_of - timedelta(days=30)
        p.county.helpers.append(helper)


def _overloaded(p: Planter) -> None:
    """Two helpers with one household too many, another exactly at the limit with one more term just over."""
    limit = int(p.county.parameters["helper_load"])
    for extra_is_over in (False, False, True):
        name, id_no = _somebody(p)
        for number in range(min(limit + 1, len(p.county.households))):
            household = p.rng.choice(p.county.households) if number else p.household()
            helper = helper_for(p.rng, household, (name, id_no), p.as_of)
            if extra_is_over and number == 0:
                helper.ended_on = p.as_of - timedelta(days=1)
            p.county.helpers.append(helper)


def _without_work(p: Planter) -> None:
    """Able, nobody in work; a finished spell does not help, an open one does."""
    for ended, spell in ((None, False), (20, True), (None, True)):
        household = p.able()
        for member in household.members:
            member.working, member.work_months, member.monthly_wage = False, None, None
            member.public_post, member.public_post_months = "", None
            p.strike("work", member.resident)
        household.measures -= {"industry"}
        household.measures |= {"work"}
        worker = next((m for m in household.members if m.labour in ABLE), household.members[0])
        if spell:
            day = None if ended is None else p.as_of - timedelta(days=ended)
            p.clerk.work(worker.resident, ended_on=day)


def _last_wage(p: Planter) -> None:
    """Wages from a spell that ended on the first day of the last twelve months, and the day before it."""
    for early in (0, 1):
        household = p.able()
        for member in household.members:
            member.working, member.work_months, member.monthly_wage = False, None, None
            member.public_post, member.public_post_months = "", None
            p.strike("work", member.resident)
        ended = months_before(p.as_of, 12) + timedelta(days=1 - early)
        p.clerk.work(household.members[0].resident, ended_on=ended)
        household.measures |= {"industry"}


def _somebody(p: Planter) -> tuple[str, str]:
    helper = p.population.person(p.rng.randint(26, 56))
    return helper.name, helper.id_no


def _dismiss(p: Planter, household: Household) -> None:
    p.county.helpers[:] = [h for h in p.county.helpers if h.household is not household]


PLANTS: tuple[Callable[[Planter], None], ...] = (
    _ended_terms,
    _is_target,
    _overloaded,
    _without_work,
    _last_wage,
)
