"""The roles: sets of permissions, and which of them must not meet in one person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db import models

from huitoukan.core.access.permissions import Permission
from huitoukan.core.saying import say_later


class Duty(StrEnum):
    """What somebody in a role answers for, as far as it must be kept apart from another."""

    WORKS = "works"
    VERIFIES = "verifies"
    EDITS_ACCOUNTS = "edits_accounts"
    AUDITS = "audits"


APART = (frozenset({Duty.WORKS, Duty.VERIFIES}), frozenset({Duty.EDITS_ACCOUNTS, Duty.AUDITS}))
"""Duties that one person may not have at the same time: nobody confirms their own work or audits their own hand."""


class Role(models.TextChoices):
    """As people are called in an office."""

    ADMINISTRATOR = "administrator", say_later("role.administrator")
    COUNTY_OFFICER = "county_officer", say_later("role.county_officer")
    DEPARTMENT_OFFICER = "department_officer", say_later("role.department_officer")
    TOWNSHIP_OFFICER = "township_officer", say_later("role.township_officer")
    VILLAGE_WORKER = "village_worker", say_later("role.village_worker")
    HELPER = "helper", say_later("role.helper")
    INSPECTOR = "inspector", say_later("role.inspector")
    LEADER = "leader", say_later("role.leader")
    AUDITOR = "auditor", say_later("role.auditor")

    @property
    def permissions(self) -> frozenset[Permission]:
        """What it allows."""
        return RIGHTS[self].permissions

    @property
    def duty(self) -> Duty | None:
        """What it answers for."""
        return RIGHTS[self].duty


@dataclass(frozen=True, slots=True)
class Rights:
    """What a role is made of."""

    permissions: frozenset[Permission]
    duty: Duty | None = None
    has_themes: bool = False
    """Whether a seat in it is for some themes only: a department's."""


_P = Permission
_READS = frozenset({_P.SEE_AREAS})
_FIELD = _READS | {_P.SEE_HOUSEHOLDS, _P.SEE_FINDINGS}
_WORK = _FIELD | {_P.MARK_FINDINGS}
_REPORTS = {_P.SEE_LISTS, _P.SEE_POLICY}
RIGHTS: dict[Role, Rights] = {
    Role.ADMINISTRATOR: Rights(
        _READS | {_P.EDIT_AREAS, _P.SEE_ACCOUNTS, _P.EDIT_ACCOUNTS, _P.SEE_CONTACTS, _P.EDIT_SETTINGS},
        Duty.EDITS_ACCOUNTS,
    ),
    Role.COUNTY_OFFICER: Rights(
        _WORK
        | _REPORTS
        | {_P.SEE_ACCOUNTS, _P.SEE_CONTACTS, _P.SEE_PERSONAL_DATA, _P.BRING_LISTS, _P.RUN_CHECKS, _P.DECIDE_EXEMPTIONS}
        | {_P.REVIEW_LINKS, _P.EDIT_POLICY},
        Duty.WORKS,
    ),
    Role.DEPARTMENT_OFFICER: Rights(_WORK | {_P.SEE_POLICY}, Duty.WORKS, has_themes=True),
    Role.TOWNSHIP_OFFICER: Rights(
        _WORK
        | _REPORTS
        | {_P.SEE_ACCOUNTS, _P.SEE_CONTACTS, _P.SEE_PERSONAL_DATA, _P.BRING_LISTS, _P.DECIDE_EXEMPTIONS}
        | {_P.REVIEW_LINKS},
        Duty.WORKS,
    ),
    Role.VILLAGE_WORKER: Rights(_WORK, Duty.WORKS),
    Role.HELPER: Rights(_FIELD, Duty.WORKS),
    Role.INSPECTOR: Rights(_FIELD, Duty.VERIFIES),
    Role.LEADER: Rights(_FIELD | _REPORTS | {_P.SEE_ACCOUNTS}),
    Role.AUDITOR: Rights(_FIELD | _REPORTS | {_P.SEE_ACCOUNTS, _P.SEE_AUDIT}, Duty.AUDITS),
}


def apart(one: Role, other: Role) -> bool:
    """Whether one person may not have both at the same time."""
    return one.duty is not None and other.duty is not None and frozenset({one.duty, other.duty}) in APART
