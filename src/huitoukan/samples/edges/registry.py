"""Edges about a household's own entries: head, size, phone, income, monitoring dates."""

from __future__ import annotations

from collections.abc import Callable

from huitoukan.samples.departments import LOW_INCOME
from huitoukan.samples.edges.planter import Planter
from huitoukan.samples.records import Household
from huitoukan.samples.registry import ABLE


def _heads(p: Planter) -> None:
    p.household(lambda h: len(h.members) > 2).members[0].relation = "其他"
    p.household(lambda h: len(h.members) > 1).members[1].relation = "户主"


def _size(p: Planter) -> None:
    household = p.household()
    _recount(household, household.size + 1)


def _recount(household: Household, size: int) -> None:
    household.size = size
    household.income_per_capita = round((household.earnings or 0) / size, 2)


def _shared_phone(p: Planter) -> None:
    """One number on as many households as the limit, another on one fewer."""
    limit = int(p.county.parameters["phone_households"])
    for count in (limit, limit - 1):
        phone = f"136{p.rng.randint(10_000_000, 99_999_999)}"
        for _ in range(count):
            p.household().phone = phone


def _below_line(p: Planter) -> None:
    line = p.county.parameters["income_line"]
    for per_head in (line - 0.01, line, line - 400):
        household = p.household(lambda h: not h.is_active)
        _set_per_head(household, per_head)
    _set_per_head(p.monitored(3), line - 300)


def _set_per_head(household: Household, per_head: float) -> None:
    """Moves the transfers so that the books still agree."""
    household.income_transfer = 0
    missing = per_head * household.size - (household.earnings or 0)
    if missing < 0:
        household.business_cost = (household.business_cost or 0) - missing
        missing = 0
    household.income_transfer = round(missing, 2)
    household.income_per_capita = round(per_head, 2)


def _sums(p: Planter) -> None:
    """Off by exactly one yuan (allowed), by more than one, by a lot."""
    for off in (1, 1.01, 860):
        household = p.household()
        exact = round((household.earnings or 0) / household.size)
        _set_per_head(household, exact)
        household.income_per_capita = exact + off


def _business_without_cost(p: Planter) -> None:
    for cost in (0, None):
        household = p.household(lambda h: bool(h.income_business))
        household.income_business = household.income_business or 4800
        household.income_transfer = max(0, (household.income_transfer or 0) - (household.business_cost or 0))
        household.business_cost = cost
        if cost is not None:
            household.income_per_capita = round((household.earnings or 0) / household.size, 2)


def _extreme(p: Planter) -> None:
    limit = p.county.parameters["income_extreme"]
    for per_head in (0, limit + 0.01, limit, 0.01):
        _set_per_head(p.monitored(3), per_head)


def _worker_without_wage(p: Planter) -> None:
    for wage in (0, None):
        household = p.able()
        household.income_transfer = (household.income_transfer or 0) + (household.income_wage or 0)
        household.income_wage = wage


def _wage_without_worker(p: Planter) -> None:
    household = p.household(lambda h: not any(m.working or m.public_post for m in h.members))
    household.income_wage = 12000
    household.income_per_capita = round((household.earnings or 0) / household.size, 2)
    for member in household.members:
        p.strike("work", member.resident)


def _no_measure(p: Planter) -> None:
    for months_ago in (2, 1):
        p.monitored(months_ago, able=False).measures.clear()


def _no_development(p: Planter) -> None:
    for months_ago in (7, 6):
        p.monitored(months_ago).measures = {"health", "social"}


def _removal(p: Planter) -> None:
    p.removed(20, 5)
    p.removed(20, 6)
    powerless = p.removed(24, 8)
    for member in powerless.members:
        member.labour, member.working, member.work_months, member.monthly_wage = "无劳动力", False, None, None
        member.health = "长期慢性病"
        member.public_post, member.public_post_months = "", None
        p.strike("work", member.resident)
    powerless.income_transfer = (powerless.income_transfer or 0) + (powerless.income_wage or 0)
    powerless.income_wage = 0


def _risk_without_reason(p: Planter) -> None:
    for risk in ("因残", "因学"):
        household = p.household(
            lambda h: (
                not any("残疾" in m.health or m.school_status for m in h.members)
                and any(m.labour in ABLE for m in h.members)
            )
        )
        household.monitor_kind, household.risks, household.risk_removed = "边缘易致贫户", ("因病", risk), None
        household.identified_on, household.removed_on = p.monitored(4).identified_on, None
        household.measures |= {"industry"}


def _allowance_conflict(p: Planter) -> None:
    """The registry says low-income allowance, nobody paid it lately; or was paid two months ago (a miss)."""
    for months in ((3, 4), (2,)):
        member = p.member(lambda m: m.low_income_allowance == "不享受")
        member.low_income_allowance = "城市低保"
        p.clerk.allow(member.resident, LOW_INCOME, 400, months)


PLANTS: tuple[Callable[[Planter], None], ...] = (
    _heads, _size, _shared_phone, _below_line, _sums, _business_without_cost, _extreme, _worker_without_wage,
    _wage_without_worker, _no_measure, _no_development, _removal, _risk_without_reason, _allowance_conflict,
)  # fmt: skip
