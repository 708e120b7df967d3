"""What stays the same is worked out once: addresses of files and plain pages, and what a page shows in two places."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode, url
from django.templatetags.static import StaticNode, do_static
from django.urls import get_script_prefix, get_urlconf

from huitoukan.core.saying import current
from huitoukan.web.addresses import address_of
from huitoukan.web.tags import escaped

register = template.Library()


class FixedStaticNode(StaticNode):
    """The address of one file; the name carries the sum of what is in it."""

    _address: str = ""

    def render(self, context: Context) -> str:
        """As it was found the first time."""
        if self.varname or self.path.is_var:
            return str(super().render(context))
        self._address = self._address or str(super().render(context))
        return self._address


@register.tag
def static(parser: Parser, token: Token) -> FixedStaticNode:
    """``{% static "dist/site.css" %}``."""
    node = do_static(parser, token)
    return FixedStaticNode(node.varname, node.path)


class FixedURLNode(URLNode):
    """The address of one page, wherever the site is mounted."""

    _addresses: dict[Any, str]

    def render(self, context: Context) -> str:
        """As it was found the first time there."""
        place = get_script_prefix(), get_urlconf()
        found = self._addresses.get(place)
        if found is None:
            found = self._addresses[place] = str(super().render(context))
        return found


class OneURLNode(URLNode):
    """The address of a page of one thing."""

    def render(self, context: Context) -> str:
        """For the key that is given; escaped as any value is."""
        return escaped(address_of(self.view_name.var, self.args[0].resolve(context)))


@register.tag("url")
def page_address(parser: Parser, token: Token) -> URLNode:
    """``{% url "areas" %}``; with arguments, as ever."""
    node = url(parser, token)
    keys = [*node.args, *node.kwargs.values()]
    if len(keys) == 1 and not (node.asvar or node.view_name.is_var):
        return OneURLNode(node.view_name, keys, {}, None)
    if node.args or node.kwargs or node.asvar or node.view_name.is_var:
        return node
    fixed = FixedURLNode(node.view_name, [], {}, None)
    fixed._addresses = {}
    return fixed


_MOST_ALIKE = 100


class AlikeNode(Node):
    """What looks the same in the same language is drawn once for all who are shown it."""

    def __init__(self, look: FilterExpression, nodelist: NodeList) -> None:
        self.look, self.nodelist = look, nodelist
        self.drawn: dict[Hashable, str] = {}

    def render(self, context: Context) -> str:
        """As it was drawn the first time; drawn anew where nothing tells its look."""
        look = self.look.resolve(context)
        if not look:
            return self.nodelist.render(context)
        key = current(), look
        found = self.drawn.get(key)
        if found is None:
            if len(self.drawn) >= _MOST_ALIKE:
                self.drawn.clear()
            found = self.drawn[key] = self.nodelist.render(context)
        return found


@register.tag
def alike(parser: Parser, token: Token) -> AlikeNode:
    """``{% alike look %}…{% endalike %}``: ``look`` tells all that decides what stands in it, or is empty."""
    _, look = token.split_contents()
    nodes = parser.parse(("endalike",))
    parser.delete_first_token()
    return AlikeNode(parser.compile_filter(look), nodes)


class KeptNode(Node):
    """What is drawn in more than one place of a page is drawn once."""

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name, self.nodelist = name, nodelist

    def render(self, context: Context) -> str:
        """Shows nothing yet."""
        context[self.name] = self.nodelist.render(context)
        return ""


@register.tag
def keep(parser: Parser, token: Token) -> KeptNode:
    """``{% keep menu %}…{% endkeep %}``, and from there on ``{{ menu }}``."""
    _, name = token.split_contents()
    nodes = parser.parse(("endkeep",))
    parser.delete_first_token()
    return KeptNode(name, nodes)
