"""Households and persons for programs, as they were on any day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.http import Http404
from ninja import Path, Query, Schema

from huitoukan.core import masks
from huitoukan.core.access.permissions import Permission
from huitoukan.core.access.scope import in_area
from huitoukan.core.audit.events import Event
from huitoukan.core.disclosure.actions import note_opening
from huitoukan.domain.policies.queries import pack_in_force
from huitoukan.domain.registry.masking import masked
from huitoukan.domain.registry.models import HouseholdVersion, PersonVersion
from huitoukan.domain.registry.queries import AsOf, as_of, households_seen_by, newest_landing, persons_seen_by
from huitoukan.domain.registry.queries.pasts import as_subject
from huitoukan.policy import Pack
from huitoukan.policy.models import Role
from huitoukan.web.api.codes import CODE, LARGEST, NUMBER, Day, area_of
from huitoukan.web.api.paging import Asked, pinned, some
from huitoukan.web.api.site import read
from huitoukan.web.requests import Request

_HOUSEHOLDS = ("area_code", "number", "pk")
_PERSONS = ("area_code", "household_no", "key", "pk")
_UNTOLD = frozenset({Role.NAME, Role.ID_NO, Role.CERTIFICATE_NO, Role.PHONE, Role.BIRTH_DATE})
"""Of these each answer has its own, masked, or none at all."""


class HouseholdAnswer(Schema):
    """A household."""

    number: str
    area_code: str
    township: str
    village: str
    head_name: str
    size: int
    household_type: str
    monitor_kind: str
    risk_removed: bool | None
    valid_from: dt.date


class PersonAnswer(Schema):
    """A member of a household; ID and telephone numbers are masked."""

    person_no: str
    household_no: str
    area_code: str
    name: str
    relation: str
    sex: str
    id_no: str
    phone: str


class FieldAnswer(Schema):
    """What the registered list says in one of its columns."""

    field: str
    title: str
    value: str | int | float | bool | None


class MemberAnswer(PersonAnswer):
    """A member, with everything the list says of them."""

    fields: list[FieldAnswer]


class Known(Schema):
    """As of when, and as known when: ask with both again, and the answer is the same."""

    as_of: dt.date
    landing: int


class WholeHousehold(HouseholdAnswer, Known):
    """A household with its members."""

    fields: list[FieldAnswer]
    members: list[MemberAnswer]


class HouseholdsAnswer(Known):
    """Some households."""

    items: list[HouseholdAnswer]
    next: str | None


class PersonsAnswer(Known):
    """Some persons."""

    items: list[PersonAnswer]
    next: str | None


class When(Schema):
    """Of which day, and as known when."""

    as_of: Day | None = Query(None, description="哪一天的情况，默认今天 / as of a day; today unless said")
    landing: int | None = Query(
        None, ge=0, le=LARGEST, description="按第几次入库时掌握的情况 / as known after the landing of this number"
    )


class HouseholdsAsked(Asked, When):
    """Which households."""

    area: str | None = Query(None, pattern=CODE, description="在哪个区域内 / in which area")
    household_type: str | None = Query(None, max_length=40, description="户类型 / as the list writes it")
    monitor_kind: str | None = Query(None, max_length=40, description="监测对象类别 / as the list writes it")


class PersonsAsked(Asked, When):
    """Which persons."""

    area: str | None = Query(None, pattern=CODE, description="在哪个区域内 / in which area")
    household_no: str | None = Query(None, pattern=NUMBER, description="户编号 / the number of the household")


@read(
    "households",
    name="api_households",
    takes=HouseholdsAsked,
    needs=Permission.SEE_HOUSEHOLDS,
    gives=HouseholdsAnswer,
    about="农户 / Households",
)
def households(request: Request, asked: Query[HouseholdsAsked]) -> dict[str, Any]:
    """Those of the registry on a day. All pages of one reading are as known when its first was read."""
    at = _at(asked, pinned(asked, "households"))
    rows = households_seen_by(request.user, at)
    for name in ("household_type", "monitor_kind"):
        if (wanted := getattr(asked, name)) is not None:
            rows = rows.filter(**{name: wanted})
    if asked.area:
        rows = rows.filter(in_area("area_code", area_of(asked.area)))
    found = some(rows, _HOUSEHOLDS, asked, "households", _pins(at))
    return {"as_of": at.day, "landing": at.landing, "items": found.rows, "next": found.next}


@read(
    "persons",
    name="api_persons",
    takes=PersonsAsked,
    needs=Permission.SEE_HOUSEHOLDS,
    gives=PersonsAnswer,
    about="人员 / Persons",
)
def persons(request: Request, asked: Query[PersonsAsked]) -> dict[str, Any]:
    """Members of households on a day, as :func:`households` gives those."""
    at = _at(asked, pinned(asked, "persons"))
    rows = persons_seen_by(request.user, at)
    if asked.household_no is not None:
        rows = rows.filter(household_no=asked.household_no)
    if asked.area:
        rows = rows.filter(in_area("area_code", area_of(asked.area)))
    found = some(rows, _PERSONS, asked, "persons", _pins(at))
    return {"as_of": at.day, "landing": at.landing, "items": list(map(_person, found.rows)), "next": found.next}


@read(
    "households/{number}",
    name="api_household",
    takes=When,
    needs=Permission.SEE_HOUSEHOLDS,
    gives=WholeHousehold,
    about="一户及其成员 / One household and its members",
)
def household(
    request: Request,
    asked: Query[When],
    number: str = Path(..., pattern=NUMBER, description="户编号 / the number of the household"),
) -> dict[str, Any]:
    """By its number. That its file was opened is in the audit trail."""
    at = _at(asked, None)
    found: HouseholdVersion | None = households_seen_by(request.user, at).filter(number=number).order_by("pk").first()
    if found is None:
        raise Http404
    note_opening(
        by=request.user,
        subject=as_subject(found),
        event=Event.HOUSEHOLD_OPENED,
    )
    pack = pack_in_force()
    members = persons_seen_by(request.user, at).filter(household_no=number).order_by(*_PERSONS)
    return {
        **HouseholdAnswer.from_orm(found).dict(),
        "as_of": at.day,
        "landing": at.landing,
        "fields": list(_fields(found, pack)),
        "members": [{**_person(each), "fields": list(_fields(each, pack))} for each in members],
    }


def _person(row: PersonVersion) -> dict[str, Any]:
    """With numbers masked."""
    plain = {name: getattr(row, name) for name in PersonAnswer.model_fields}
    return {**plain, "id_no": masks.id_number(row.id_no), "phone": masks.phone(row.phone)}


def _at(asked: When, held: list[Any] | None) -> AsOf:
    if held:
        return AsOf(dt.date.fromisoformat(held[0]), held[1])
    if asked.landing is None:
        return as_of(asked.as_of)
    return AsOf(as_of(asked.as_of).day, min(asked.landing, newest_landing()))


def _pins(at: AsOf) -> tuple[str, int]:
    return at.day.isoformat(), at.landing


def _fields(row: HouseholdVersion | PersonVersion, pack: Pack) -> Iterator[dict[str, Any]]:
    """What the list says beside what the answer has anyway; numbers inside of texts masked."""
    known = pack.kinds[row.kind].fields if row.kind in pack.kinds else {}
    for name, value in row.facts.items():
        field = known.get(name)
        if field is None or field.role in _UNTOLD:
            continue
        told = masked(value, field) if isinstance(value, str) else value
        yield {"field": name, "title": field.title, "value": told}
