"""Comparing the lists of an import with the registry, now and again before they land."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from huitoukan.domain.registry.comparing.comparison import Question, compare
from huitoukan.domain.registry.enums import Change
from huitoukan.domain.registry.folders import folder_of
from huitoukan.domain.registry.models import Import
from huitoukan.domain.registry.queries.versions import newest_landing
from huitoukan.policy import Pack

PREFIX = "compared-"


def compared(brought: Import, lists: Sequence[Path], pack: Pack) -> dict[str, Any]:
    """The fields of the import that tell what its registered list, in these files, would change; ``counts`` too."""
    if not lists:
        return {"compared_in": "", "compared_with": newest_landing(), "covered": [], "counts": {}}
    name = fresh(PREFIX)
    question = Question(lists, brought.day, brought.area_code, brought.is_complete)
    found = compare(question, pack, folder_of(brought) / name)
    return {
        "compared_in": name,
        "compared_with": found.landing,
        "covered": found.covered,
        "counts": dict(found.counts),
    }


def change_the_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two counts tell of the same changes, however many others the registry has by now."""
    return all(_changes(one, which) == _changes(other, which) for which in ("persons", "households"))


def _changes(counts: Mapping[str, Any], which: str) -> list[int]:
    return [counts.get(which, {}).get(change.value, 0) for change in Change]


def fresh(prefix: str) -> str:
    """The name of a folder that no earlier try can have used."""
    return prefix + secrets.token_hex(8)
