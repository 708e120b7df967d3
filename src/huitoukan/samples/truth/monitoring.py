"""Rules on a household's own entries, its monitoring and its helpers."""

from __future__ import annotations

from collections.abc import Mapping

from huitoukan.samples import identity
from huitoukan.samples.days import month_index
from huitoukan.samples.records import Household
from huitoukan.samples.truth.hardship import unsafe_home, unsafe_water
from huitoukan.samples.truth.identity import dropout
from huitoukan.samples.truth.labour import ABLE, is_able
from huitoukan.samples.truth.support import certificates, uninsured
from huitoukan.samples.truth.world import Group, HouseholdRule, World

_WITH_LABOUR = (*ABLE, "弱劳动力或半劳动力")
_DEVELOPMENT = {"industry", "work", "finance", "public_post"}
_MEASURE_AFTER, _DEVELOPMENT_AFTER, _SHORTEST = 1, 6, 6


def _head(world: World, group: Group) -> bool:
    household = group.registered
    return household is not None and sum(m.relation == "户主" for m in household.members) != 1


def _size(world: World, group: Group) -> bool:
    household = group.registered
    return household is not None and household.size != len(household.members)


def _phone(world: World, group: Group) -> bool:
    household = group.registered
    if household is None:
        return False
    return len(world.phone_holders[household.phone]) >= world.parameters["phone_households"]


def _months_active(world: World, household: Household | None) -> int:
    """Calendar months since identification of an active household, else none."""
    if household is None or not household.is_active or household.identified_on is None:
        return 0
    return world.month - month_index(household.identified_on)


def _no_measure(world: World, group: Group) -> bool:
    household = group.registered
    return household is not None and _months_active(world, household) > _MEASURE_AFTER and not household.measures


def _no_development(world: World, group: Group) -> bool:
    household = group.registered
    if household is None or _months_active(world, household) <= _DEVELOPMENT_AFTER:
        return False
    return any(is_able(p) for p in group.people) and not household.measures & _DEVELOPMENT


def _removed_early(world: World, group: Group) -> bool:
    household = group.registered
    if household is None or not household.is_removed or not household.identified_on or not household.removed_on:
        return False
    return month_index(household.removed_on) - month_index(household.identified_on) < _SHORTEST


def _removed_no_labour(world: World, group: Group) -> bool:
    household = group.registered
    if household is None or not household.is_removed:
        return False
    return not any(m.labour in _WITH_LABOUR for m in household.members)


def _removed_at_risk(world: World, group: Group) -> bool:
    if group.registered is None or not group.registered.is_removed:
        return False
    if unsafe_home(world, group) or unsafe_water(world, group):
        return True
    return any(dropout(world, p) or uninsured(world, p) for p in group.people)


def _risk_disability(world: World, group: Group) -> bool:
    household = group.registered
    if household is None or not household.is_active or "因残" not in household.risks:
        return False
    recorded = any("残疾" in m.health for m in household.members)
    return not recorded and not any(certificates(world, p) for p in group.people)


def _risk_school(world: World, group: Group) -> bool:
    household = group.registered
    if household is None or not household.is_active or "因学" not in household.risks:
        return False
    return not any(m.school_status for m in household.members)


def _no_helper(world: World, group: Group) -> bool:
    household = group.registered
    return household is not None and household.is_active and not world.helpers_now.get(household.no)


def _helper_is_target(world: World, group: Group) -> bool:
    # the registry may hold the old form of the helper's number: it is the same number
    helpers = world.helpers_now.get(group.no, ())
    return any({h.id_no, identity.shorten(h.id_no)} & world.number_holders.keys() for h in helpers)


def _overloaded(world: World, group: Group) -> bool:
    limit = world.parameters["helper_load"]
    return any(len(world.loads[h.id_no]) > limit for h in world.helpers_now.get(group.no, ()))


HOUSEHOLD_RULES: Mapping[str, HouseholdRule] = {
    "household.head": _head,
    "household.size": _size,
    "household.phone_shared": _phone,
    "monitor.no_measure": _no_measure,
    "monitor.no_development": _no_development,
    "monitor.removed_early": _removed_early,
    "monitor.removed_no_labour": _removed_no_labour,
    "monitor.removed_at_risk": _removed_at_risk,
    "monitor.risk_disability": _risk_disability,
    "monitor.risk_school": _risk_school,
    "helper.none": _no_helper,
    "helper.is_target": _helper_is_target,
    "helper.overload": _overloaded,
}
