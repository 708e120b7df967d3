"""The themes by which departments share the work: data of the policy that the office works by.

This room knows no versions of the policy; whoever does says where the themes come from (:func:`come_from`). Until
then they are those of the pack that comes with the program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from huitoukan.core.saying import current, listed
from huitoukan.policy import load_pack
from huitoukan.policy.models import Theme

Source = Callable[[], Mapping[str, Theme]]


class _Themes:
    source: Source = staticmethod(lambda: load_pack().themes)


def come_from(source: Source) -> None:
    """``source`` gives all themes by id, in their order; it is asked often."""
    _Themes.source = staticmethod(source)


def known() -> frozenset[str]:
    """The ids of all themes."""
    return frozenset(_Themes.source())


def choices() -> list[tuple[str, str]]:
    """All themes in the order of the pack, with their titles in the language of the page."""
    return [(theme.id, _title(theme)) for theme in _Themes.source().values()]


def title(theme: str) -> str:
    """What ``theme`` is called; its id when a later pack has dropped it."""
    found = _Themes.source().get(theme)
    return theme if found is None else _title(found)


def _title(theme: Theme) -> str:
    return theme.title_en if current() == "en" else theme.title


def titles(themes: Iterable[str]) -> str:
    """Several, in one phrase."""
    return listed(title(theme) for theme in themes)
