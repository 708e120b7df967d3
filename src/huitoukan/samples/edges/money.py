"""Edges about property, public pay, loans and payments."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from huitoukan.samples.days import months_before
from huitoukan.samples.departments import LOW_INCOME
from huitoukan.samples.edges.planter import Planter
from huitoukan.samples.records import Resident


def _vehicles(p: Planter) -> None:
    """At the price on the first day of the window; a little cheaper; a day too old."""
    limit, start = p.county.parameters["vehicle_price"], months_before(p.as_of, 36)
    first = start + timedelta(days=1)
    for price, day in (
        (limit, first),
        (round(limit - 0.01, 2), p.as_of),
        (limit * 2, start),
        (limit * 1.5, p.as_of),
    ):
        p.clerk.car(_adult(p), price, day)
    p.lists.vehicles[-1].damage = "swap"


def _companies(p: Planter) -> None:
    limit = p.county.parameters["company_capital"]
    for capital, status in ((limit, "存续"), (round(limit - 0.01, 2), "存续"), (limit * 6, "注销")):
        p.clerk.company(_adult(p), capital, status)


def _payroll(p: Planter) -> None:
    p.clerk.employ(p.monitored(5).members[0].resident)
    p.clerk.employ(p.removed(30, 12).members[0].resident)


def _loans(p: Planter) -> None:
    """Overdue by flag; due yesterday with and without a balance; due today, in 30 days, in 31."""
    granted = months_before(p.as_of, 36)
    for days, balance, overdue in ((200, 10_000, True), (-1, 100, False), (-1, 0, False), (0, 30_000, False),
                                   (30, 50_000, False), (31, 50_000, False), (12, 0, False)):  # fmt: skip
        p.clerk.loan(_adult(p), granted, p.as_of + timedelta(days=days), balance, overdue)


def _paid_twice(p: Planter) -> None:
    """The same kind and month twice; once in each of two months; twice but one row damaged."""
    for months, damage in (((1, 1), ""), ((1, 0), ""), ((0, 0), "swap")):
        person = _adult(p)
        p.lists.allowances[:] = [r for r in p.lists.allowances if r.person is not person]
        p.clerk.allow(person, "临时救助" if months == (1, 0) else LOW_INCOME, 400, months)
        p.lists.allowances[-1].damage = damage


def _adult(p: Planter) -> Resident:
    return p.member(lambda m: 22 <= p.age(m.resident) < 66).resident


PLANTS: tuple[Callable[[Planter], None], ...] = (_vehicles, _companies, _payroll, _loans, _paid_twice)
