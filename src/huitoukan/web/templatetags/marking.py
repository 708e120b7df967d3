"""What stands on a tag: ``<input{{ widget.attrs|on_tag }}>``."""

from __future__ import annotations

from django import template
from django.forms.utils import flatatt

register = template.Library()
register.filter("on_tag", flatatt)
