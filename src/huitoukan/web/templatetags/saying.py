"""Sentences of the catalogs in templates: ``{% say "area.title" name=area.name %}``."""

from __future__ import annotations

from django import template

from huitoukan.core.saying import spoken
from huitoukan.messages import Message
from huitoukan.messages import say as find

register = template.Library()


@register.simple_tag
def say(name: str, /, **values: object) -> str:
    """The sentence in the language of the page; escaped as any value is."""
    return spoken(find(name, **values))


@register.filter
def in_words(message: Message | str) -> str:
    """A message that a view hands over."""
    return spoken(message) if isinstance(message, Message) else message
