"""Making a step: which of the values at hand its SQL names."""

from __future__ import annotations

import re
from collections.abc import Mapping

from huitoukan.engine.plan import Step, Value
from huitoukan.messages import Message

_NAMED = re.compile(r"\$([a-z][a-z0-9_]*)")


def step(name: str, sql: str, values: Mapping[str, Value] | None = None, *, title: Message | None = None) -> Step:
    """A step with exactly those of ``values`` that ``sql`` names; a name without a value is a bug."""
    at_hand = values or {}
    return Step(name, sql, {key: at_hand[key] for key in sorted(set(_NAMED.findall(sql)))}, title)
