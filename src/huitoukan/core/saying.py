"""Sentences of the catalogs as Django wants them: late, in the language of whoever reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.utils import translation
from django.utils.functional import lazy
from django.utils.translation import get_language

from huitoukan.messages import LANGS, Lang, Message, joined, say

_of_page: ContextVar[Lang | None] = ContextVar("language_of_page", default=None)


def current() -> Lang:
    """The language of the page being made."""
    return _of_page.get() or _of_django()


def _of_django() -> Lang:
    return "en" if (get_language() or "").startswith("en") else "zh"


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """In ``language``, as Django names it; what is said hundreds of times a page need not ask Django each time.

    Nobody else changes the language while a page is made: Django would speak another one than we do.
    """
    with translation.override(language):
        before = _of_page.set(_of_django())
        try:
            yield
        finally:
            _of_page.reset(before)


def speak(language: str) -> None:
    """From here on in ``language``, until the end of what :func:`speaking` is around."""
    translation.activate(language)
    _of_page.set(_of_django())


def spoken(message: Message) -> str:
    """``message`` in the language of the page being made."""
    return message.text(current())


def listed(parts: Iterable[str]) -> str:
    """Several things in one phrase, in the language of the page being made."""
    return joined(parts, current())


def _say(name: str, /, **values: object) -> str:
    return spoken(say(name, **values))


say_later: Any = lazy(_say, str)
"""As ``say``, but turned into text when it is shown: for labels of fields and of choices."""


def in_both(message: Message) -> dict[str, str]:
    """``message`` as plain values that a database keeps: later versions may have other sentences."""
    return {lang: message.text(lang) for lang in LANGS}


def chosen(kept: Mapping[str, str] | None) -> str:
    """What :func:`in_both` made, in the language of the page being made."""
    return kept.get(current(), "") if kept else ""
