"""Asking about the policy in force."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from django.db.models import QuerySet

from huitoukan.domain.policies.enums import VersionState
from huitoukan.domain.policies.models import PolicyVersion
from huitoukan.domain.policies.packs import build
from huitoukan.policy import Pack, load_pack

_KEPT = 4


def adopted() -> QuerySet[PolicyVersion]:
    """The versions that were ever in force, the newest first."""
    return PolicyVersion.objects.filter(state=VersionState.ADOPTED).order_by("-adopted_at", "-number")


def number_in_force() -> int:
    """The number of the version in force; ``AS_SHIPPED`` before one is adopted."""
    number: int | None = adopted().values_list("number", flat=True).first()
    return PolicyVersion.AS_SHIPPED if number is None else number


def pack_in_force() -> Pack:
    """The pack that the office works by today."""
    return pack_of(number_in_force())


def pack_of(number: int) -> Pack:
    """The pack of an adopted version, which never changes."""
    if number == PolicyVersion.AS_SHIPPED:
        return load_pack()
    return _adopted(number, adopted().values_list("adopted_at", flat=True).get(pk=number))


@lru_cache(maxsize=_KEPT)
def _adopted(number: int, _adopted_at: dt.datetime) -> Pack:
    return built(PolicyVersion.objects.get(pk=number))


def built(version: PolicyVersion) -> Pack:
    """The pack of any version, a draft too. Raises ``Mendable`` when the draft has errors."""
    return build(version.pack, version.files, version.values)


def drafts() -> QuerySet[PolicyVersion]:
    """What is being tried out, the newest first."""
    return PolicyVersion.objects.filter(state=VersionState.DRAFT).select_related("made_by").order_by("-number")
