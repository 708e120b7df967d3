"""Sentences of the catalogs as Django wants them: late, in the language of whoever reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import get_language

from huitoukan.messages import LANGS, Lang, Message, joined, say


def current() -> Lang:
    """The language of the page being made."""
    return "en" if (get_language() or "").startswith("en") else "zh"


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
