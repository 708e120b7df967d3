"""Which names an expression may use, and their types."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field

from huitoukan.messages import Message, say
from huitoukan.policy.expressions.tree import Name, Origin
from huitoukan.policy.models import ValueType

AS_OF = "as_of"


@dataclass(frozen=True, slots=True)
class Scope:
    """Names by origin; a bare name is looked for among columns, then facts, then parameters."""

    facts: Mapping[str, ValueType] = field(default_factory=dict)
    parameters: Mapping[str, ValueType] = field(default_factory=dict)
    columns: Mapping[str, ValueType] = field(default_factory=dict)
    id_columns: frozenset[str] = frozenset()
    """Columns that hold ID numbers: the only ones ``IS_REGISTERED`` takes."""

    def resolve(self, name: str, qualifier: str = "") -> Name | None:
        """The name with its type and origin; None when nothing is called so."""
        if name == AS_OF and not qualifier:
            return Name(ValueType.DATE, AS_OF, Origin.AS_OF)
        for origin, known in self._tables():
            if name in known and qualifier in ("", origin.value):
                return Name(known[name], name, origin)
        return None

    def nearest(self, name: str) -> str | None:
        """The known name most like ``name``, for “did you mean”."""
        known = [AS_OF, *self.columns, *self.facts, *self.parameters]
        return next(iter(difflib.get_close_matches(name, known, n=1, cutoff=0.6)), None)

    def unknown(self, name: str, qualifier: str = "") -> Message:
        """What to say of a name that nothing is called."""
        shown = f"{qualifier}.{name}" if qualifier else name
        near = self.nearest(name)
        if near:
            return say("expressions.unknown_name_near", name=shown, near=near)
        return say("expressions.unknown_name", name=shown)

    def _tables(self) -> tuple[tuple[Origin, Mapping[str, ValueType]], ...]:
        return (
            (Origin.COLUMN, self.columns),
            (Origin.FACT, self.facts),
            (Origin.PARAMETER, self.parameters),
        )
