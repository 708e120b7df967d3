"""Entries of the trail in words. Nothing an entry may hold stops the page: an altered one must be seen, too."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from huitoukan.core.access import themes
from huitoukan.core.access.roles import Role
from huitoukan.core.audit.events import Event
from huitoukan.core.audit.models import Entry
from huitoukan.core.saying import listed, spoken
from huitoukan.messages import catalog, say

_NOTHING: tuple[object, ...] = (None, "", [], {})
"""What says nothing is not shown."""
_LONG = re.compile(r"\b([0-9a-f]{12})[0-9a-f]{52}\b")
"""Seals and sums of files: their beginning is enough in a table."""


def event_in_words(action: str) -> str:
    """What happened."""
    return spoken(Event(action).sentence) if action in set(Event) else action


def kind_in_words(kind: str) -> str:
    """What it happened to."""
    return spoken(say(f"audit.kind_{kind}")) if f"audit.kind_{kind}" in catalog() else kind


def details_in_words(entry: Entry) -> list[tuple[str, str]]:
    """A label and a text for each detail."""
    try:
        details = json.loads(entry.details)
    except ValueError:
        return [("", entry.details)]
    if not isinstance(details, dict):
        return [("", entry.details)]
    return [(_label(key), _text(key, value)) for key, value in details.items() if value not in _NOTHING]


def in_one_line(entry: Entry) -> str:
    """All details, for a table."""
    shortened = ((label, _LONG.sub(r"\1…", text)) for label, text in details_in_words(entry))
    return spoken(say("detail.and")).join(
        spoken(say("detail.one", label=label, value=text)) for label, text in shortened
    )


def _label(key: str) -> str:
    return spoken(say(f"detail.{key}")) if f"detail.{key}" in catalog() else key


def _text(key: str, value: Any) -> str:
    if isinstance(value, bool):
        return spoken(say("detail.yes" if value else "detail.no"))
    if isinstance(value, Mapping):
        pairs = (spoken(say("detail.one", label=_label(str(k)), value=_text(str(k), v))) for k, v in value.items())
        return spoken(say("detail.with")).join(pairs)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return listed(_text(key, each) for each in value)
    return _named(key, value) if isinstance(value, str) and value else _plain(value)


def _plain(value: Any) -> str:
    return spoken(say("detail.blank")) if value in _NOTHING else str(value)


def _named(key: str, value: str) -> str:
    """What the program itself has written, as people call it; whatever else stands there, as it stands."""
    if key == "role" and value in Role.values:
        return str(Role(value).label)
    if key == "themes":
        return themes.title(value)
    name = f"place.{value}" if key == "what" else f"detail.{key}_{value}"
    return spoken(say(name)) if name in catalog() else value
