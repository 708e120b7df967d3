"""Sentences of the catalogs in templates: ``{% say "area.title" name=area.name %}``."""

from __future__ import annotations

from django import template
from django.template.base import FilterExpression, Node, Parser, Token, token_kwargs
from django.template.context import Context
from django.utils.html import conditional_escape, escape

from huitoukan.core.saying import current, spoken
from huitoukan.messages import LANGS, Message
from huitoukan.messages import say as find

register = template.Library()


class SayNode(Node):
    """The sentence in the language of the page; escaped as any value is."""

    def __init__(self, name: FilterExpression, values: dict[str, FilterExpression], target: str | None) -> None:
        self.name, self.values, self.target = name, values, target
        whole = name.is_var or values
        self.texts = {} if whole else {lang: escape(find(name.var).text(lang)) for lang in LANGS}
        """Of a sentence without values: what is on the page."""

    def render(self, context: Context) -> str:
        """The sentence, or nothing when it is kept under a name of its own."""
        said = self.texts[current()] if self.texts else self._said(context)
        if self.target is None:
            return said
        context[self.target] = said
        return ""

    def _said(self, context: Context) -> str:
        values = {name: value.resolve(context) for name, value in self.values.items()}
        return conditional_escape(spoken(find(self.name.resolve(context), **values)))


@register.tag
def say(parser: Parser, token: Token) -> SayNode:
    """``{% say name value=… %}`` and ``{% say name value=… as kept %}``."""
    _, name, *bits = token.split_contents()
    target = bits[-1] if bits[-2:-1] == ["as"] else None
    values = token_kwargs(bits[:-2] if target else bits, parser)
    return SayNode(parser.compile_filter(name), values, target)


@register.filter
def in_words(message: Message | str) -> str:
    """A message that a view hands over."""
    return spoken(message) if isinstance(message, Message) else message
