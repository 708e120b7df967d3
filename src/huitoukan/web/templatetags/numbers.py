"""Numbers on pages: ``{{ value|counted }}`` is 12,345."""

from __future__ import annotations

from django import template

from huitoukan.web.drawing.numbers import shown

register = template.Library()


@register.filter
def counted(value: object) -> object:
    """A number as everywhere on the site; what is none, as it stands."""
    return shown(value) if isinstance(value, int | float) else value
