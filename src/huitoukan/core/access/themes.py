"""The themes by which departments share the work: data of the policy pack."""

from __future__ import annotations

from collections.abc import Iterable

from huitoukan.core.saying import current, listed
from huitoukan.policy import load_pack


def known() -> frozenset[str]:
    """The ids of all themes."""
    return frozenset(load_pack().themes)


def choices() -> list[tuple[str, str]]:
    """All themes in the order of the pack, with their titles in the language of the page."""
    return [(theme.id, title(theme.id)) for theme in load_pack().themes.values()]


def title(theme: str) -> str:
    """What ``theme`` is called; its id when a later pack has dropped it."""
    found = load_pack().themes.get(theme)
    if found is None:
        return theme
    return found.title_en if current() == "en" else found.title


def titles(themes: Iterable[str]) -> str:
    """Several, in one phrase."""
    return listed(title(theme) for theme in themes)
