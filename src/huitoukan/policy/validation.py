"""Says in sentences what pydantic found wrong with the shape of a pack."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from typing import Any

from pydantic import ValidationError

from huitoukan.messages import Message, say
from huitoukan.policy.documents import Key
from huitoukan.policy.problems import PackProblem, Place

_ALTERNATIVES = ("float", "int", "str", "bool", "date")

_TYPES = {
    "float": "expressions.type_number",
    "int": "expressions.type_integer",
    "string": "expressions.type_text",
    "bool": "expressions.type_boolean",
    "date": "expressions.type_date",
}


def problems(error: ValidationError, place: Callable[[Key], Place]) -> Iterator[PackProblem]:
    """Each error at the line of the part it is about."""
    seen = set()
    for one in error.errors():
        key = tuple(str(step) for step in one["loc"] if step != "[key]")
        if key[-1] in _ALTERNATIVES:  # a value that fits none of several types is one error
            key = key[:-1]
        if key not in seen:
            seen.add(key)
            yield PackProblem(place(key), _sentence(dict(one), key))


def _sentence(error: dict[str, Any], key: Key) -> Message:
    where = ".".join(key)
    context = error.get("ctx") or {}
    match error["type"]:
        case "missing":
            return say("policy.missing_key", key=key[-1], where=".".join(key[:-1]) or "pack.toml")
        case "extra_forbidden":
            return say("policy.unknown_key", key=key[-1], where=".".join(key[:-1]) or "pack.toml")
        case "enum" | "literal_error":
            near = difflib.get_close_matches(str(error["input"]), str(context.get("expected")).split("'"), n=1)
            known = str(context.get("expected")).replace("'", "").replace(" or ", ", ")
            if near:
                return say("policy.wrong_choice_near", where=where, value=error["input"], known=known, near=near[0])
            return say("policy.wrong_choice", where=where, value=error["input"], known=known)
        case "string_pattern_mismatch":
            return say("policy.wrong_id", where=where, value=error["input"])
        case "too_short":
            return say("policy.empty_value", where=where)
        case "dict_type" | "model_type" | "model_attributes_type":
            return say("policy.want_table", where=where)
        case "tuple_type" | "list_type":
            return say("policy.want_list", where=where)
        case type_ if (kind := type_.split("_")[0]) in _TYPES:
            return say("policy.want_type", where=where, value=str(error["input"])[:60], want=say(_TYPES[kind]))
        case _:
            return say("policy.wrong_value", where=where, value=str(error["input"])[:60], reason=error["msg"])
