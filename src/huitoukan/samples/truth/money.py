"""Rules on income, property, public pay and loans of a household."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from huitoukan.samples.days import months_before, within_months
from huitoukan.samples.records import Household
from huitoukan.samples.truth.world import Group, HouseholdRule, World

_TOLERANCE = 1.0
_YEAR, _CAR_MONTHS = 12, 36
_SOON = timedelta(days=30)


def _below_line(world: World, group: Group) -> bool:
    household = group.registered
    if household is None or household.income_per_capita is None or household.is_active:
        return False
    return household.income_per_capita < world.parameters["income_line"]


def _sum(world: World, group: Group) -> bool:
    household = group.registered
    if household is None or household.earnings is None or household.income_per_capita is None or not household.size:
        return False
    return round(abs(household.earnings / household.size - household.income_per_capita), 6) > _TOLERANCE


def _no_cost(world: World, group: Group) -> bool:
    household = group.registered
    return household is not None and (household.income_business or 0) > 0 and not household.business_cost


def _has_worker(household: Household) -> bool:
    return any(member.working for member in household.members)


def _no_worker(world: World, group: Group) -> bool:
    household = group.registered
    if household is None or not household.income_wage or household.income_wage <= 0:
        return False
    if _has_worker(household) or any(member.public_post for member in household.members):
        return False
    since = months_before(world.as_of, _YEAR)
    spells = [row for person in group.people for row in world.work.get(person.resident, ())]
    return not any(row.ended_on is None or row.ended_on > since for row in spells)


def _no_wage(world: World, group: Group) -> bool:
    household = group.registered
    return household is not None and _has_worker(household) and not household.income_wage


def _extreme(world: World, group: Group) -> bool:
    income = group.registered.income_per_capita if group.registered else None
    return income is not None and (income <= 0 or income > world.parameters["income_extreme"])


def _vehicle(world: World, group: Group) -> bool:
    return group.registered is not None and any(
        row.price >= world.parameters["vehicle_price"] and within_months(row.registered_on, _CAR_MONTHS, world.as_of)
        for person in group.people
        for row in world.vehicles.get(person.resident, ())
    )


def _company(world: World, group: Group) -> bool:
    return group.registered is not None and any(
        row.capital >= world.parameters["company_capital"] and row.status == "存续"
        for person in group.people
        for row in world.companies.get(person.resident, ())
    )


def _payroll(world: World, group: Group) -> bool:
    household = group.registered
    return household is not None and household.is_active and any(world.payroll.get(p.resident) for p in group.people)


def _overdue(world: World, group: Group) -> bool:
    return any(
        row.overdue or (row.due_on < world.as_of and row.balance > 0)
        for person in group.people
        for row in world.loans.get(person.resident, ())
    )


def _due_soon(world: World, group: Group) -> bool:
    return any(
        world.as_of <= row.due_on <= world.as_of + _SOON and row.balance > 0 and not row.overdue
        for person in group.people
        for row in world.loans.get(person.resident, ())
    )


HOUSEHOLD_RULES: Mapping[str, HouseholdRule] = {
    "income.below_line": _below_line,
    "income.sum": _sum,
    "income.business_no_cost": _no_cost,
    "income.wage_no_worker": _no_worker,
    "income.worker_no_wage": _no_wage,
    "income.extreme": _extreme,
    "entry.vehicle": _vehicle,
    "entry.company": _company,
    "entry.payroll": _payroll,
    "loan.overdue": _overdue,
    "loan.due_soon": _due_soon,
}
