"""What a household is paid in a year, and transfer income that holds it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from huitoukan.samples.days import completed_years
from huitoukan.samples.further.homes import Living
from huitoukan.samples.further.records import FurtherRow
from huitoukan.samples.records import Allowance, County, Household, Resident

LOW_INCOME, EXTREME = "低保", "特困"
OLD = 60
_MONTHS, _PENSION, _ECOLOGY = 12, 1440, 300


@dataclass(frozen=True, slots=True)
class Payments:
    """A year's payments to a household, in yuan."""

    low_allowance: float
    extreme_poverty: float
    pension: float
    ecology: float
    grants: float

    @property
    def total(self) -> float:
        return self.low_allowance + self.extreme_poverty + self.pension + self.ecology + self.grants


def pay(county: County, living: Mapping[str, Living], grants: Iterable[FurtherRow]) -> Mapping[str, Payments]:
    """Each registered household's payments; its transfer income is raised to hold them."""
    allowances: dict[Resident, list[Allowance]] = defaultdict(list)
    for row in county.lists.allowances:
        allowances[row.person].append(row)
    granted: dict[object, float] = defaultdict(float)
    for grant in grants:
        granted[grant.values["id_no"]] += float(str(grant.values["amount"]))
    paid = {}
    for household in county.households:
        rows = [row for m in household.members for row in allowances[m.resident]]
        paid[household.no] = Payments(
            low_allowance=_yearly(rows, LOW_INCOME),
            extreme_poverty=_yearly(rows, EXTREME),
            pension=_PENSION * sum(completed_years(m.resident.born, county.as_of) >= OLD for m in household.members),
            ecology=_ECOLOGY if living[household.home.no].forest_land else 0,
            grants=sum(granted.get(m.resident.id_no, 0) for m in household.members),
        )
        _raise(household, paid[household.no].total)
    return paid


def _yearly(rows: Iterable[Allowance], kind: str) -> float:
    """Twelve times what was paid in the newest month."""
    of_kind = [row for row in rows if row.allowance_kind == kind]
    newest = max((row.month for row in of_kind), default=None)
    return _MONTHS * sum(row.amount for row in of_kind if row.month == newest)


def _raise(household: Household, paid: float) -> None:
    """Transfer income of at least ``paid``; a household whose sums do not agree on purpose is left alone."""
    before, per_head = household.earnings, household.income_per_capita
    if before is None or per_head is None or abs(per_head * household.size - before) > household.size:
        return
    household.income_transfer = max(household.income_transfer or 0, paid)
    household.income_per_capita = round((household.earnings or 0) / household.size, 2)
