"""Filters of a list by township: one chooses among those that one may see."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cached_property
from typing import Any

from huitoukan.core.areas import queries as areas
from huitoukan.core.areas.enums import Level
from huitoukan.web.filtering import Filters


class TownshipFilters(Filters):
    """With a filter ``township``, whose choices are codes and names."""

    others: Hashable = ()
    """What the other choices of the form follow from."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["township"].extra["choices"] = lambda: self.townships

    @cached_property
    def townships(self) -> list[tuple[str, str]]:
        """Asked for where they are shown."""
        rows = areas.seen_by(self.request.user).filter(level=Level.TOWNSHIP).order_by("code")
        return list(rows.values_list("code", "name"))

    @property
    def look(self) -> Hashable:
        """Which townships there are, one sees in it."""
        self.offers = (self.others, tuple(self.townships))
        return super().look
