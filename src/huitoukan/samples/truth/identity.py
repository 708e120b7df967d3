"""Rules on numbers, sex, kinship, death and schooling of a person."""

from __future__ import annotations

from collections.abc import Mapping

from huitoukan.samples import identity
from huitoukan.samples.truth.world import Person, PersonRule, World

_MALE_KIN = ("之子", "之父", "之女婿", "之孙子", "之外孙子")
_FEMALE_KIN = ("之女", "之母", "之儿媳", "之孙女", "之外孙女")
_PRIMARY, _LOWER, _UPPER = range(6, 15), range(11, 18), range(14, 22)
_COMPULSORY = range(6, 16)
_EDUCATION_FROM = 7
_AT_SCHOOL = ("在校", "送教上门")


def _checksum(world: World, person: Person) -> bool:
    number = person.member.id_no if person.member else ""
    if not number or number.startswith("999999"):
        return False
    return len(number) not in (18, 20, 22) or not identity.is_valid(number[:18])


def _duplicate(world: World, person: Person) -> bool:
    member = person.member
    if member is None or not identity.is_valid(member.id_no):
        return False
    return len(world.number_holders[member.id_no]) > 1


def _sex(world: World, person: Person) -> bool:
    member = person.member
    if member is None or not identity.is_valid(member.id_no):
        return False
    return (int(member.id_no[16]) % 2 == 1) != (member.sex == "男")


def _relation_sex(world: World, person: Person) -> bool:
    if person.member is None:
        return False
    wrong_kin = _FEMALE_KIN if person.member.sex == "男" else _MALE_KIN
    return person.member.relation in wrong_kin


def _still_listed(world: World, person: Person) -> bool:
    return person.member is not None and bool(world.deaths.get(person.resident))


def _both(world: World, person: Person) -> bool:
    member = person.member
    return member is not None and bool(member.education and member.school_status)


def _neither(world: World, person: Person) -> bool:
    member = person.member
    if member is None or world.age(person) < _EDUCATION_FROM:
        return False
    return not member.education and not member.school_status


def _stage_age(world: World, person: Person) -> bool:
    status = person.member.school_status if person.member else ""
    age = world.age(person)
    if status == "小学":
        return age not in _PRIMARY
    if status in ("七年级", "八年级", "九年级"):
        return age not in _LOWER
    return status.startswith(("普通高中", "中职")) and age not in _UPPER


def suspected_dropout(world: World, person: Person) -> bool:
    """On the pupils' list as a suspected drop-out."""
    return any(row.status == "疑似辍学" for row in world.pupils.get(person.resident, ()))


def dropout(world: World, person: Person) -> bool:
    """Rule ``education.dropout``."""
    if world.age(person) not in _COMPULSORY:
        return False
    if suspected_dropout(world, person):
        return True
    member = person.member
    if member is None or member.school_status or "残疾" in member.health:
        return False
    return not any(row.status in _AT_SCHOOL for row in world.pupils.get(person.resident, ()))


PERSON_RULES: Mapping[str, PersonRule] = {
    "identity.checksum": _checksum,
    "identity.duplicate": _duplicate,
    "identity.sex": _sex,
    "relation.sex": _relation_sex,
    "death.still_listed": _still_listed,
    "education.both": _both,
    "education.neither": _neither,
    "education.stage_age": _stage_age,
    "education.dropout": dropout,
}
