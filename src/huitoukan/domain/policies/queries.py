"""Asking about the policy in force, and about those before it."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from huitoukan.core.access.holdings import Holder, may_everywhere
from huitoukan.core.access.permissions import Permission
from huitoukan.core.prepared import Prepared
from huitoukan.domain.policies.enums import VersionState
from huitoukan.domain.policies.models import PolicyVersion
from huitoukan.domain.policies.packs import build
from huitoukan.policy import BASELINE, Pack, load_pack

_KEPT = 4


def adopted() -> QuerySet[PolicyVersion]:
    """The versions that were ever in force, the newest first; without the files of packs, which are long."""
    rows = PolicyVersion.objects.filter(state=VersionState.ADOPTED).defer("files")
    return rows.select_related("adopted_by").order_by("-adopted_at", "-number")


def in_force() -> PolicyVersion:
    """The version that the office works by today."""
    return adopted().first() or _as_shipped()


def version_of(number: int) -> PolicyVersion:
    """An adopted version. Raises ``PolicyVersion.DoesNotExist``."""
    return _as_shipped() if number == PolicyVersion.AS_SHIPPED else adopted().get(pk=number)


def _as_shipped() -> PolicyVersion:
    """What is in force before anything is adopted; it has no row, since nobody has decided on it."""
    return PolicyVersion(
        number=PolicyVersion.AS_SHIPPED, state=VersionState.ADOPTED, based_on=PolicyVersion.AS_SHIPPED, pack=BASELINE
    )


def number_in_force() -> int:
    """Its number; ``AS_SHIPPED`` before one is adopted."""
    newest = _adoptions.first()
    return newest[0] if newest else PolicyVersion.AS_SHIPPED


def pack_in_force() -> Pack:
    """The pack that the office works by today."""
    newest = _adoptions.first()
    return _adopted(*newest) if newest else load_pack()


def pack_of(number: int) -> Pack:
    """The pack of an adopted version, which never changes. Raises ``PolicyVersion.DoesNotExist``."""
    if number == PolicyVersion.AS_SHIPPED:
        return load_pack()
    adoption = _adoption.first(number)
    if adoption is None:
        raise PolicyVersion.DoesNotExist(number)
    return _adopted(*adoption)


def _number_and_moment() -> QuerySet[PolicyVersion, Any]:
    return adopted().select_related(None).values_list("number", "adopted_at")


_adoptions = Prepared(lambda: _number_and_moment()[:1])
_adoption = Prepared(lambda number: _number_and_moment().filter(number=number)[:1], int)


def pack_in(version: PolicyVersion) -> Pack:
    """The pack of an adopted version that has been read already."""
    if version.adopted_at is None:
        return load_pack()
    return _adopted(version.number, version.adopted_at)


@lru_cache(maxsize=_KEPT)
def _adopted(number: int, _adopted_at: dt.datetime) -> Pack:
    return built(PolicyVersion.objects.get(pk=number))


def built(version: PolicyVersion) -> Pack:
    """The pack of any version, a draft too. Raises ``Mendable`` when the draft has errors."""
    return build(version.pack, version.files, version.values)


def drafts() -> QuerySet[PolicyVersion]:
    """What is being tried out, the newest first."""
    rows = PolicyVersion.objects.filter(state=VersionState.DRAFT).defer("files")
    return rows.select_related("made_by").order_by("-number")


def drafts_for(who: Holder) -> QuerySet[PolicyVersion]:
    """Those that ``who`` may work on: all of them, or none."""
    return drafts() if may_everywhere(who, Permission.EDIT_POLICY) else drafts().none()
