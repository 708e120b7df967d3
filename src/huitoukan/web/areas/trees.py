"""Areas as a tree to be unfolded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone

from huitoukan.core.access.holdings import Holder
from huitoukan.core.areas import queries
from huitoukan.core.areas.enums import Level
from huitoukan.core.areas.models import Area
from huitoukan.core.saying import spoken
from huitoukan.messages import say


@dataclass(slots=True)
class Node:
    """What the tree component shows of one thing, and what lies in it."""

    name: str
    address: str
    marks: tuple[str, ...] = ()
    children: list[Node] = field(default_factory=list)


def roots(reader: Holder) -> list[Node]:
    """The widest of today's areas that ``reader`` may see, with what lies in them down to the village."""
    seen = queries.on(queries.seen_by(reader), timezone.localdate())
    return _grow(queries.down_to(seen, Level.VILLAGE).order_by("code"))


def _grow(areas: Iterable[Area]) -> list[Node]:
    """The widest of ``areas``, each with what lies in it; they come in the order of their codes."""
    nodes: dict[int | None, Node] = {}
    roots: list[Node] = []
    for area in areas:
        nodes[area.pk] = Node(area.name, reverse("area", args=[area.code]), _marks(area))
        above = nodes.get(area.parent_id)
        (above.children if above else roots).append(nodes[area.pk])
    return roots


def _marks(area: Area) -> tuple[str, ...]:
    marked = [name for name in ("is_poor_village", "is_resettlement") if getattr(area, name)]
    return tuple(spoken(say(f"area.{name}")) for name in marked)
