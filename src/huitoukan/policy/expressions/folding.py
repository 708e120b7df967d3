"""Works out what is known before any row is read: dates relative to the day of the run, and constant arithmetic."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping

from huitoukan.messages import Mendable, say
from huitoukan.policy.expressions.tree import Binary, Call, Literal, Name, Negative, Node, Origin

Constant = str | int | float | bool | dt.date


def fold(node: Node, *, as_of: dt.date, parameters: Mapping[str, Constant]) -> Constant:
    """The value of an expression that names only ``as_of`` and parameters.

    Raises ``ValueError`` when it names anything else (ask :func:`is_constant` first) and :class:`Mendable` when a day
    falls out of the calendar.
    """
    match node:
        case Literal(value=value):
            return value
        case Name(origin=Origin.AS_OF):
            return as_of
        case Name(name=name, origin=Origin.PARAMETER):
            return parameters[name]
        case Call(function=function, arguments=(argument,)) if function in _CALLS:
            value = fold(argument, as_of=as_of, parameters=parameters)
            return _call(function, value, as_of)
        case Negative(of=of):
            return -_number(fold(of, as_of=as_of, parameters=parameters))
        case Binary(operator="+" | "-" as operator, left=left, right=right):
            first, second = (_number(fold(side, as_of=as_of, parameters=parameters)) for side in (left, right))
            return first + second if operator == "+" else first - second
        case _:
            raise ValueError(f"{node} is not known beforehand")


def is_constant(node: Node) -> bool:
    """Whether :func:`fold` can work ``node`` out."""
    match node:
        case Literal():
            return True
        case Name(origin=origin):
            return origin in (Origin.AS_OF, Origin.PARAMETER)
        case Call(function=function, arguments=arguments):
            return function in _CALLS and all(is_constant(a) for a in arguments)
        case Negative(of=of):
            return is_constant(of)
        case Binary(operator="+" | "-", left=left, right=right):
            return is_constant(left) and is_constant(right)
        case _:
            return False


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day ``months`` earlier, or that month's last day."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_index(day: dt.date) -> int:
    """A calendar month as one number: year * 12 + month - 1."""
    return day.year * 12 + day.month - 1


_CALLS = ("DAYS_BEFORE", "DAYS_AFTER", "MONTHS_BEFORE", "MONTH_OF", "YEAR_OF")


def _call(function: str, value: Constant, as_of: dt.date) -> Constant:
    if isinstance(value, dt.date):
        return month_index(value) if function == "MONTH_OF" else value.year
    count = int(_number(value))
    try:
        if function == "MONTHS_BEFORE":
            return months_before(as_of, count)
        return as_of + dt.timedelta(days=count if function == "DAYS_AFTER" else -count)
    except (OverflowError, ValueError):
        raise Mendable(say("expressions.no_such_day", function=function, count=count, day=as_of.isoformat())) from None


def _number(value: Constant) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{value!r} is not a number")
    return value
