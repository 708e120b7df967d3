"""Everything the facts of one run need to know of the pack: what can be known, from where, and in which order.

A fact is a *leaf* when it is computed into a column of its own (given, column, peers, list, members, home); facts
that are expressions are written out where they are used.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from huitoukan.engine.results import Present
from huitoukan.engine.sql import REGISTERED, Null, Unknown, can_be_true, resolve
from huitoukan.policy.expressions import Name, Node, Origin, names, read
from huitoukan.policy.expressions.folding import Constant
from huitoukan.policy.fact_order import FactId, by_key, trees
from huitoukan.policy.models import Fact, Level, Pack, Rule, Subject, ValueType
from huitoukan.policy.scopes import column_field, columns, subject_scope
from huitoukan.policy.uses import lists_drawn

_GIVEN_FROM: Mapping[str, tuple[str, ...]] = {
    "registered": (),
    "id_no_checks": ("id_no",),
    "id_no_id18": ("id_no",),
    "id_sex": ("id_no",),
    "birth_date": ("id_no", "birth_date"),
    "age": ("id_no", "birth_date"),
}
"""The registry columns of given facts; those not named here are read from the column of their own name."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A fact with a column of its own. ``where``, ``value`` and ``by`` are resolved."""

    fact: Fact
    where: Node | None
    value: Node | None
    stage: int
    """0: from the registry; n: after the facts of the stages before it, of every level."""
    by: tuple[Node, ...] = ()
    """With ``members``: the facts that members are grouped by, resolved."""
    newest_type: ValueType | None = None
    """With ``newest_by``: the type of that column."""

    @property
    def id(self) -> FactId:
        return (self.fact.level, self.fact.id)

    @property
    def column(self) -> str:
        """Its name in the fact tables."""
        return fact_column(self.fact.id)

    def names(self, origin: Origin) -> tuple[str, ...]:
        """The names of one origin in its condition, its value and what it goes by."""
        nodes = (node for node in (self.where, self.value, *self.by) if node is not None)
        return tuple(dict.fromkeys(name for node in nodes for name in names(node, origin)))


def fact_column(name: str) -> str:
    """The column of a fact in the fact tables."""
    return f"f_{name}"


class FactBook:
    """The facts of a pack in a folder that has the lists and columns ``present``."""

    def __init__(self, pack: Pack, present: Present, as_of: dt.date, parameters: Mapping[str, Constant]) -> None:
        self.pack = pack
        self.present = present
        self.as_of = as_of
        self.parameters = parameters
        self._leaves: dict[FactId, Leaf | None] = {}
        self._expanded: dict[FactId, Node] = {}

    def condition(self, rule: Rule) -> Node:
        """When ``rule`` fires, over leaves only, with what cannot be known settled."""
        scope = subject_scope(self.pack, rule.level)
        return self._resolved(read(rule.when, scope, ValueType.BOOLEAN), rule.level)

    def value(self, level: Level, name: str) -> Node:
        """A fact over leaves only: itself when it is one, its expression written out, or unknown."""
        key = (level, name)
        if key not in self._expanded:
            fact = self.pack.facts[level][name]
            if fact.expression:
                self._expanded[key] = self._resolved(trees(self.pack, fact)["expression"], level)
            elif self.leaf(level, name):
                self._expanded[key] = Name(fact.type, name, Origin.FACT)
            else:
                self._expanded[key] = Unknown(fact.type)
        return self._expanded[key]

    def leaf(self, level: Level, name: str) -> Leaf | None:
        """The leaf of a fact that is no expression; None when this run cannot know it."""
        key = (level, name)
        if key not in self._leaves:
            self._leaves[key] = self._made(self.pack.facts[level][name])
        return self._leaves[key]

    def leaves(self, wanted: Iterable[FactId]) -> tuple[Leaf, ...]:
        """The leaves that the ``wanted`` facts rest on, each after those it needs."""
        found: dict[FactId, Leaf] = {}
        for level, name in wanted:
            self._collect(level, name, found)
        return tuple(sorted(found.values(), key=lambda leaf: leaf.stage))

    def missing_lists(self, level: Level, name: str) -> tuple[str, ...]:
        """What the folder lacks for this fact: titles of lists, or “list: column”."""
        fact = self.pack.facts[level][name]
        if fact.without_list is not None:
            return ()
        return tuple(one for kind in lists_drawn(fact) for one in self._lacking(fact, kind))

    def _lacking(self, fact: Fact, kind: str) -> tuple[str, ...]:
        title = self.pack.kinds[kind].title
        if kind not in self.present:
            return (title,)
        fields = self.pack.kinds[kind].fields
        return tuple(f"{title}：{fields[field].title}" for field in self._absent_fields(fact, kind))

    def _resolved(self, tree: Node, level: Level, kind: str | None = None) -> Node:
        def lookup(name: Name) -> Node:
            if name.origin is Origin.FACT:
                return self.value(level, name.name)
            if name.origin is Origin.COLUMN and kind:
                return self._column(name, kind)
            return name

        return resolve(tree, lookup)

    def _column(self, name: Name, kind: str) -> Node:
        field = column_field(self.pack.kinds[kind], name.name.removesuffix(REGISTERED))
        if field in self.present.get(kind, frozenset()):
            return name
        return Null(name.type) if self.pack.kinds[kind].fields[field].optional else Unknown(name.type)

    def _made(self, fact: Fact) -> Leaf | None:
        if fact.given:
            return Leaf(fact, None, None, 0) if self._gives(fact.given) else None
        if fact.column or fact.peers:
            known = all(k in self.present and not self._absent_fields(fact, k) for k in lists_drawn(fact))
            return Leaf(fact, None, None, 0) if known else None
        if fact.list and fact.list not in self.present:
            return None if fact.without_list is None else Leaf(fact, None, None, 0)
        nodes = {key: self._resolved(tree, fact.asks, fact.list) for key, tree in trees(self.pack, fact).items()}
        by = tuple(nodes[by_key(name)] for name in fact.by) if fact.members else ()
        newest = columns(self.pack.kinds[fact.list])[fact.newest_by] if fact.list and fact.newest_by else None
        return self._staged(Leaf(fact, nodes.get("where"), nodes.get("value") or nodes.get("home"), 1, by, newest))

    def _gives(self, given: str) -> bool:
        """Whether the registry has the columns that a given fact is read from."""
        fields = _GIVEN_FROM.get(given, (given,))
        kinds = (self.present.get(kind, frozenset()) for kind in (Subject.REGISTERED, Subject.ROSTER))
        return not fields or any(field in kind for kind in kinds for field in fields)

    def _staged(self, leaf: Leaf) -> Leaf | None:
        """``leaf`` at its stage; None when this run cannot know it."""
        fact = leaf.fact
        if leaf.where is not None and not can_be_true(leaf.where):
            return None
        if any(isinstance(node, Unknown) for node in (leaf.value, *leaf.by)):
            return None
        if fact.list and self._orders_by_absent(fact, fact.list):
            return None
        used = (self.leaf(fact.asks, name) for name in leaf.names(Origin.FACT))
        # facts of members may be of the same stage, since they come first; all others must be there before
        step = 0 if fact.members else 1
        return replace(leaf, stage=max(1, step + max((one.stage for one in used if one), default=0)))

    def _orders_by_absent(self, fact: Fact, kind: str) -> bool:
        """Whether the rows of the fact cannot be put together, or in order, for want of a column."""
        absent = self._absent_fields(fact, kind)
        return any(column_field(self.pack.kinds[kind], name) in absent for name in (*fact.by, fact.newest_by) if name)

    def _absent_fields(self, fact: Fact, kind: str) -> tuple[str, ...]:
        """The fields of ``kind`` that the fact uses and no sheet has, unless the list may go without them."""
        known = self.pack.kinds[kind]
        used = [fact.column, fact.peers, fact.newest_by, *fact.by]
        used += [n for tree in trees(self.pack, fact).values() for n in names(tree, Origin.COLUMN)]
        fields = dict.fromkeys(column_field(known, name) for name in used if name)
        return tuple(f for f in fields if f not in self.present[kind] and not known.fields[f].optional)

    def _collect(self, level: Level, name: str, found: dict[FactId, Leaf]) -> None:
        value = self.value(level, name)
        for leaf_name in names(value, Origin.FACT):
            leaf = self.leaf(level, leaf_name)
            if leaf is None or leaf.id in found:
                continue
            found[leaf.id] = leaf
            for used in leaf.names(Origin.FACT):
                self._collect(leaf.fact.asks, used, found)
