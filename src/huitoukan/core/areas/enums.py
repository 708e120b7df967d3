"""The levels of areas and what each takes of a code."""

from __future__ import annotations

from django.db import models

from huitoukan.core.saying import say_later


class Level(models.TextChoices):
    """From the widest to the narrowest."""

    PROVINCE = "province", say_later("area.level_province")
    CITY = "city", say_later("area.level_city")
    COUNTY = "county", say_later("area.level_county")
    TOWNSHIP = "township", say_later("area.level_township")
    VILLAGE = "village", say_later("area.level_village")
    GROUP = "group", say_later("area.level_group")

    @property
    def digits(self) -> int:
        """How many digits at the front of a code name an area of this level; those after them are zeros."""
        return DIGITS[self]

    @property
    def above(self) -> Level | None:
        """The level that holds this one."""
        order = list(Level)
        place = order.index(self)
        return order[place - 1] if place else None


DIGITS = {
    Level.PROVINCE: 2,
    Level.CITY: 4,
    Level.COUNTY: 6,
    Level.TOWNSHIP: 9,
    Level.VILLAGE: 12,
    Level.GROUP: 14,
}
"""GB/T 2260 for province, city and county; the statistical codes of townships and villages below; groups are ours."""
