"""The functions an expression may call: what they take and give."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from huitoukan.policy.models import ValueType

NUMBERS = (ValueType.INTEGER, ValueType.NUMBER)
Types = Sequence[ValueType]


@dataclass(frozen=True, slots=True)
class Function:
    """``takes``: the accepted types of each argument; ``more``: the last may repeat."""

    takes: tuple[tuple[ValueType, ...], ...]
    gives: ValueType | Callable[[Types], ValueType]
    more: bool = False
    constant: bool = False
    """Its argument must be a whole number or a parameter, known before any row is read."""
    literal_last: bool = False
    """Its last argument must be a text written in the expression."""

    def accepts(self, types: Types) -> bool:
        """Whether arguments of these types fit."""
        if len(types) < len(self.takes) or (len(types) > len(self.takes) and not self.more):
            return False
        takes = (*self.takes, *[self.takes[-1]] * (len(types) - len(self.takes)))
        return all(one in accepted for one, accepted in zip(types, takes, strict=True))

    def result(self, types: Types) -> ValueType:
        """The type of the value for arguments of ``types``."""
        return self.gives if isinstance(self.gives, ValueType) else self.gives(types)


def _first(types: Types) -> ValueType:
    return types[0]


def _widest(types: Types) -> ValueType:
    return ValueType.NUMBER if ValueType.NUMBER in types else types[0]


_ANY = tuple(ValueType)
_DATE, _TEXT, _INTEGER = (ValueType.DATE,), (ValueType.TEXT,), (ValueType.INTEGER,)

FUNCTIONS: Mapping[str, Function] = {
    "DAYS_BEFORE": Function((_INTEGER,), ValueType.DATE, constant=True),
    "DAYS_AFTER": Function((_INTEGER,), ValueType.DATE, constant=True),
    "MONTHS_BEFORE": Function((_INTEGER,), ValueType.DATE, constant=True),
    "MONTH_OF": Function((_DATE,), ValueType.MONTH),
    "YEAR_OF": Function((_DATE,), ValueType.INTEGER),
    "LENGTH": Function((_TEXT,), ValueType.INTEGER),
    "CONTAINS": Function((_TEXT, _TEXT), ValueType.BOOLEAN, literal_last=True),
    "STARTS_WITH": Function((_TEXT, _TEXT), ValueType.BOOLEAN, literal_last=True),
    "ENDS_WITH": Function((_TEXT, _TEXT), ValueType.BOOLEAN, literal_last=True),
    "COUNT_TRUE": Function(((ValueType.BOOLEAN,),), ValueType.INTEGER, more=True),
    "COALESCE": Function((_ANY, _ANY), _widest, more=True),
    "ABS": Function((NUMBERS,), _first),
    "IS_REGISTERED": Function((_TEXT,), ValueType.BOOLEAN),
}
