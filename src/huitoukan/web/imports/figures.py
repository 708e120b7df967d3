"""What an import would change, or has changed, as numbers that lead to the records."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from huitoukan.core.saying import spoken
from huitoukan.domain.registry.enums import Change
from huitoukan.domain.registry.models import Import
from huitoukan.messages import say

_TONES = {Change.CONFLICT: "bad", Change.GONE: "warn"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One number."""

    label: str
    value: int
    address: str
    tone: str


@dataclass(frozen=True, slots=True)
class Figures:
    """Those of households, or of persons."""

    title: str
    sum: str
    """How the numbers add up, in words."""
    each: list[Figure]


def figures(brought: Import) -> list[Figures]:
    """None before a registered list was compared."""
    return [
        _figures(brought, subject, brought.counts[subject])
        for subject in ("households", "persons")
        if subject in brought.counts
    ]


def _figures(brought: Import, subject: str, counts: dict[str, int]) -> Figures:
    address = reverse(f"import_{subject}", args=[brought.pk])
    each = [
        Figure(
            str(change.label),
            counts[change],
            f"{address}?change={change}",
            _TONES.get(change, "") if counts[change] else "",
        )
        for change in Change
    ]
    told = {name: counts[name] for name in ("listed", "before", "after")}
    return Figures(spoken(say(f"import_page.{subject}")), spoken(say("import_page.sum", **told)), each)
