"""Rules on labour, public posts and work."""

from __future__ import annotations

from collections.abc import Mapping

from huitoukan.samples.truth.support import certificates
from huitoukan.samples.truth.world import Group, HouseholdRule, Person, PersonRule, World

ABLE = ("普通劳动力", "技能劳动力")
_NONE = ("无劳动力", "丧失劳动力")
_WEAK = "弱劳动力或半劳动力"
_PRESCHOOL = ("学龄前儿童", "学前教育")
_WORKING_AGE = range(16, 60)
_ADULT, _OLD = 16, 70
_SEVERE = (1, 2)


def is_able(person: Person) -> bool:
    """Labour says ordinary or skilled."""
    return person.member is not None and person.member.labour in ABLE


def _minor(world: World, person: Person) -> bool:
    return is_able(person) and world.age(person) < _ADULT


def _student(world: World, person: Person) -> bool:
    status = person.member.school_status if person.member else ""
    return is_able(person) and bool(status) and status not in _PRESCHOOL


def _able(world: World, person: Person) -> bool:
    member = person.member
    if member is None or world.age(person) not in _WORKING_AGE or member.health != "健康":
        return False
    return not member.school_status and member.labour in (*_NONE, _WEAK)


def _severe(world: World, person: Person) -> bool:
    return is_able(person) and any(row.grade in _SEVERE for row in certificates(world, person))


def _working_without(world: World, person: Person) -> bool:
    member = person.member
    return member is not None and member.working and member.labour in _NONE


def _post_age(world: World, person: Person) -> bool:
    member = person.member
    return member is not None and bool(member.public_post) and not _ADULT <= world.age(person) < _OLD


def _post_months(world: World, person: Person) -> bool:
    member = person.member
    return member is not None and bool(member.public_post) != bool(member.public_post_months)


def _no_work(world: World, group: Group) -> bool:
    if group.registered is None or "industry" in group.registered.measures:
        return False
    members = group.registered.members
    busy = any(m.working or m.public_post for m in members)
    open_spell = any(row.ended_on is None for p in group.people for row in world.work.get(p.resident, ()))
    return any(is_able(p) for p in group.people) and not busy and not open_spell


PERSON_RULES: Mapping[str, PersonRule] = {
    "labour.minor": _minor,
    "labour.student": _student,
    "labour.able": _able,
    "labour.severe_disability": _severe,
    "labour.working_without": _working_without,
    "post.age": _post_age,
    "post.months": _post_months,
}
HOUSEHOLD_RULES: Mapping[str, HouseholdRule] = {"work.none": _no_work}
