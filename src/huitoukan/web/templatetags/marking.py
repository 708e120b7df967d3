"""What stands on tags: ``<input{{ widget.attrs|on_tag }}>``, and on each option of a choice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django import template

from huitoukan.web.tags import on_tag

register = template.Library()
register.filter("on_tag", on_tag)

_Option = tuple[str, str, Any]


@register.filter
def by_group(groups: Iterable[tuple[Any, list[dict[str, Any]], int]]) -> Iterator[tuple[Any, list[_Option]]]:
    """The options of a choice: value, what stands on the tag, and label; those without a group together."""
    for group, parts in groupby(groups, key=lambda part: part[0]):
        options = [option for part in parts for option in part[1]]
        yield group, [(str(each["value"]), on_tag(each["attrs"]), each["label"]) for each in options]
