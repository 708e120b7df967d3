"""The parameters in force on a day."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Mapping

from huitoukan.messages import Mendable, Message, say
from huitoukan.policy.expressions import LARGEST, Scope, read
from huitoukan.policy.expressions.folding import Constant, fold
from huitoukan.policy.models import Pack, Parameter, ParameterValue, ValueType


def parameters_on(pack: Pack, as_of: dt.date, overrides: Mapping[str, str] | None = None) -> dict[str, Constant]:
    """Every parameter's value on ``as_of``; ``overrides`` (name → text) replace the pack's.

    Raises :class:`Mendable` for an unknown name, a value of the wrong type, or a parameter not yet in force.
    """
    overrides = overrides or {}
    for name in overrides:
        if name not in pack.parameters:
            raise Mendable(_unknown(name, pack))
    return {
        name: value_of(parameter, overrides[name]) if name in overrides else _value_on(parameter, as_of)
        for name, parameter in pack.parameters.items()
    }


def plain(value: Constant) -> str:
    """A parameter's value as people write it: 5000, not 5000.0."""
    return f"{value:g}" if isinstance(value, float) and abs(value) < 1e6 else str(value)


def entry_on(parameter: Parameter, as_of: dt.date) -> ParameterValue | None:
    """The entry in force on ``as_of``: the newest that has begun; None before the first."""
    begun = [value for value in parameter.values if value.since <= as_of]
    return max(begun, key=lambda value: value.since, default=None)


def _value_on(parameter: Parameter, as_of: dt.date) -> Constant:
    entry = entry_on(parameter, as_of)
    if entry is None:
        first = min(value.since for value in parameter.values)
        raise Mendable(say("policy.parameter_not_yet", name=parameter.id, since=first.isoformat()))
    if entry.expression:
        return fold(read(entry.expression, Scope(), parameter.type), as_of=as_of, parameters={})
    assert entry.value is not None  # checked when the pack was read
    return value_of(parameter, str(entry.value))


def value_of(parameter: Parameter, text: str) -> Constant:
    """The value of a parameter from what somebody wrote."""
    try:
        match parameter.type:
            case ValueType.INTEGER:
                return int(_bounded(int(text)))
            case ValueType.NUMBER:
                return _bounded(float(text))
            case ValueType.DATE:
                return dt.date.fromisoformat(text)
            case ValueType.BOOLEAN:
                return {"true": True, "是": True, "false": False, "否": False}[text.lower()]
            case ValueType.MONTH:
                return int(text[:4]) * 12 + int(text[4:6]) - 1
            case ValueType.TEXT:
                return text
    except (ValueError, KeyError):
        raise Mendable(
            say(
                "policy.parameter_type",
                name=parameter.id,
                value=text,
                want=say(f"expressions.type_{parameter.type}"),
            )
        ) from None


def _bounded(number: float) -> float:
    """Numbers beyond any policy, or none at all, are slips of the pen that a database would choke on."""
    if not abs(number) < LARGEST:
        raise ValueError
    return number


def _unknown(name: str, pack: Pack) -> Message:
    near = difflib.get_close_matches(name, pack.parameters, n=1)
    if near:
        return say("policy.parameter_unknown_near", name=name, near=near[0])
    return say("policy.parameter_unknown", name=name)
