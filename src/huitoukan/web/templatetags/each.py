"""A quick loop: ``{% each marks, text in line %}<td{{ marks }}>{{ text }}</td>{% endeach %}``.

For the cells of tables and the options of choices, of which a page has hundreds: a pattern filled in with values.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.template.base import FilterExpression, Node, Parser, TextNode, Token, VariableNode, render_value_in_context
from django.template.context import Context
from django.utils.safestring import SafeString

from huitoukan.web.tags import escaped

register = template.Library()


class EachNode(Node):
    """The same words for each, with its values in them."""

    def __init__(self, many: FilterExpression, pieces: Sequence[str], places: Sequence[int]) -> None:
        self.many, self.places = many, places
        self.pattern = "%s".join(piece.replace("%", "%%") for piece in pieces)

    def render(self, context: Context) -> SafeString:
        """All of them."""
        pattern, places = self.pattern, self.places
        drawn = [
            pattern % tuple([_shown(each[place], context) for place in places]) for each in self.many.resolve(context)
        ]
        return SafeString("".join(drawn))  # made of what was escaped, and of the template


def _shown(value: Any, context: Context) -> str:
    """As ``{{ value }}`` would be; most are plain texts, or safe ones."""
    if type(value) is str:
        return escaped(value)
    return value if type(value) is SafeString else render_value_in_context(value, context)


@register.tag
def each(parser: Parser, token: Token) -> EachNode:
    """What stands in it are words and the names alone."""
    names, many = token.contents.removeprefix("each ").rsplit(" in ", 1)
    known = [name.strip() for name in names.split(",")]
    nodes = parser.parse(("endeach",))
    parser.delete_first_token()
    pieces, places = [""], []
    for node in nodes:
        if isinstance(node, TextNode):
            pieces[-1] += node.s
        elif isinstance(node, VariableNode) and node.filter_expression.token in known:
            places.append(known.index(node.filter_expression.token))
            pieces.append("")
        else:
            raise template.TemplateSyntaxError(f"only words and {known} can stand in {{% each %}}")
    return EachNode(parser.compile_filter(many), pieces, places)
