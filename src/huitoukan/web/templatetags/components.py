"""Components that are drawn once: one that shows nothing but what it is given shows the same for the same.

Of the forty components on a page most are icons, badges and links. Drawing one takes as long as twenty lines of text,
since its attributes, defaults and slots are put together anew each time. Which of them are closed in themselves is read
off their templates; all others are drawn by the library, as ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import template
from django.template.base import FilterExpression, Node, Parser, TextNode, Token, Variable, VariableNode
from django.template.context import Context
from django.template.defaulttags import IfNode, TemplateLiteral
from django.templatetags.static import StaticNode
from django_cotton.templatetags._component import AttrKind, CottonComponentNode, PreparedAttr, cotton_component
from django_cotton.templatetags._vars import CottonVarsNode

from huitoukan.core.saying import current
from huitoukan.web.templatetags.saying import SayNode

register = template.Library()

_MOST_DRAWN = 5000
"""Drawings that are kept; then all are forgotten."""
_LONGEST = 200
"""Characters of what a drawing is told by that is kept: marks and links, not whole pages."""
_PLAIN = (str, bool, int, type(None))
_ASKED = (AttrKind.DYNAMIC, AttrKind.UNQUOTED)
_drawn: dict[tuple[object, ...], str] = {}


@register.tag("cotton")
def component(parser: Parser, token: Token) -> Component:
    """``<c-name …>``, which the loader writes as ``{% cotton name … %}``."""
    node = cotton_component(parser, token)
    return Component(node.component_name, node.nodelist, node.attrs, node.only, node.active_library)


class Component(CottonComponentNode):
    """Remembers what it drew if it is closed in itself."""

    _closed: bool | None = None

    def render(self, context: Context) -> str:
        """The same as the library would give."""
        if self._closed is None:
            self._closed = self.is_closed(context)
        if not self._closed:
            return str(super().render(context))
        given = [_value(attr, context) for attr in self._prepared_attrs]
        slot = self.nodelist.render(context)
        if not all(isinstance(value, _PLAIN) for value in given) or len(slot) + len(str(given)) > _LONGEST:
            return str(super().render(context))
        # With their types: 1 equals True, and a text that is safe equals one that still has to be escaped.
        key = (self.component_name, current(), slot, *((type(value), value) for value in given), *self.attrs)
        drawn = _drawn.get(key)
        if drawn is None:
            if len(_drawn) >= _MOST_DRAWN:
                _drawn.clear()
            drawn = _drawn[key] = str(super().render(context))
        return drawn

    def is_closed(self, context: Context) -> bool:
        """Whether its template asks for nothing but the attributes that stand here, its defaults and its slot."""
        if self.only or any(_is_special(attr) for attr in self._prepared_attrs):
            return False
        if not _are_words(self.nodelist):
            return False
        drawing = self._get_cached_template(context, {})
        names = {"slot", *(attr.key.replace("-", "_") for attr in self._prepared_attrs)}
        for node in drawing.nodelist.get_nodes_by_type(CottonVarsNode):
            if any(var.kind is not AttrKind.STATIC for var in node._prepared_vars):
                return False
            names |= {var.accessible_key for var in node._prepared_vars}
        return _asks_only_for(names, drawing.nodelist, context)

    def is_told_only(self, names: set[str], context: Context) -> bool:
        """Whether its attributes and what stands in it ask for ``names`` only."""
        for attr in self._prepared_attrs:
            if attr.kind in _ASKED and not _is_known(names, attr.compiled._variable):
                return False
            if (
                attr.kind is AttrKind.ESCAPED
                and attr.compiled
                and not _asks_only_for(names, attr.compiled.nodelist, context)
            ):
                return False
        return _asks_only_for(names, self.nodelist, context)


def _value(attr: PreparedAttr, context: Context) -> Any:
    """What the component will be told."""
    if attr.kind in (AttrKind.BOOLEAN, AttrKind.STATIC) or attr.compiled is None:
        return attr.value
    return attr.compiled.render(context) if attr.kind is AttrKind.ESCAPED else attr.compiled.resolve(context)


def _are_words(nodes: Iterable[Node]) -> bool:
    """Whether they make a few words, and nothing that itself holds much: that would be made once more to no end."""
    return all(isinstance(node, (TextNode, VariableNode, SayNode)) for node in nodes)


def _is_special(attr: PreparedAttr) -> bool:
    return attr.key in ("attrs", "is") or (attr.kind in _ASKED and attr.compiled._variable is None)


def _asks_only_for(names: set[str], nodes: Iterable[Node], context: Context) -> bool:
    return all(_node_asks_only_for(names, node, context) for node in nodes)


def _node_asks_only_for(names: set[str], node: Node, context: Context) -> bool:
    match node:
        case TextNode() | CottonVarsNode():
            return True
        case StaticNode():
            return _is_among(names, node.path)
        case VariableNode():
            return _is_among(names, node.filter_expression)
        case SayNode():
            return not node.target and all(_is_among(names, each) for each in (node.name, *node.values.values()))
        case IfNode():
            conditions = [each for condition, _ in node.conditions_nodelists for each in _literals(condition)]
            inner = [each for _, nodes in node.conditions_nodelists for each in nodes]
            return all(_is_among(names, each) for each in conditions) and _asks_only_for(names, inner, context)
        case Component():
            return node.is_closed(context) and node.is_told_only(names, context)
    return False


def _literals(condition: Any) -> Iterator[FilterExpression]:
    """What an ``{% if %}`` compares."""
    if condition is None:
        return
    if isinstance(condition, TemplateLiteral):
        expression: Any = condition.value
        yield expression
    else:
        yield from _literals(condition.first)
        yield from _literals(condition.second)


def _is_among(names: set[str], expression: FilterExpression) -> bool:
    """Whether only ``names`` are looked up."""
    arguments = [each for _, filtered in expression.filters for is_lookup, each in filtered if is_lookup]
    return all(_is_known(names, each) for each in (expression.var, *arguments))


def _is_known(names: set[str], variable: Any) -> bool:
    return not isinstance(variable, Variable) or variable.lookups is None or variable.lookups[0] in names
