"""Answers a few rows at a time: each says from where the next goes on, and counts nothing.

Where it goes on is the place of the last row in the order of the rows, so no row is given twice or left out, however
far one reads and whatever comes meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db.models import Q, QuerySet
from ninja import Query, Schema
from pydantic import Field

from huitoukan.core.saying import spoken
from huitoukan.messages import Mendable, say

_SALT = "huitoukan.api.after"


class WrongCursor(Mendable):
    """A place that no answer of ours has named."""


class Asked(Schema):
    """How many rows, and from where."""

    limit: int = Query(50, ge=1, le=200, description="最多返回多少条 / rows at most")
    after: str = Query("", max_length=600, description="上一次回答里的 next / the “next” of the answer before")


@dataclass(frozen=True, slots=True)
class Some:
    """A few rows, and where to go on; None at the end."""

    rows: list[Any]
    next: str | None


def pinned(asked: Asked, where: str) -> list[Any] | None:
    """What the first answer held fast for those after it; None when this is the first."""
    return _read(asked.after, where)[0] if asked.after else None


def some(rows: QuerySet[Any], order: Sequence[str], asked: Asked, where: str, pins: Sequence[Any] = ()) -> Some:
    """The next of ``rows`` in ``order``, the last of which tells rows apart; ``where`` names the list.

    Raises :class:`WrongCursor`.
    """
    if asked.after:
        rows = rows.filter(_beyond(order, _read(asked.after, where)[1]))
    found = list(rows.order_by(*order)[: asked.limit + 1])
    if len(found) <= asked.limit:
        return Some(found, None)
    last = found[asked.limit - 1]
    place = [getattr(last, name) for name in order]
    return Some(found[: asked.limit], signing.dumps([where, list(pins), place], salt=_SALT))


def _read(after: str, where: str) -> tuple[list[Any], list[Any]]:
    try:
        named, pins, place = signing.loads(after, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError) as wrong:
        raise WrongCursor(say("token.bad_cursor")) from wrong
    if named != where:
        raise WrongCursor(say("token.bad_cursor"))
    return pins, place


def _beyond(order: Sequence[str], place: Sequence[Any]) -> Q:
    """Rows after ``place``: by the first column, among equals by the second, and so on."""
    beyond, same = Q(), Q()
    for name, value in zip(order, place, strict=True):
        beyond |= same & Q(**{f"{name}__gt": value})
        same &= Q(**{name: value})
    return Q(**{f"{order[0]}__gte": place[0]}) & beyond


class Problem(Schema):
    """Why there is no answer."""

    detail: str
    errors: list[str] = Field(default_factory=list)


PROBLEMS = {400: Problem, 401: Problem, 403: Problem, 404: Problem, 429: Problem}


def in_words(wrong: Mendable) -> str:
    """In the language asked for."""
    return spoken(wrong.message)
