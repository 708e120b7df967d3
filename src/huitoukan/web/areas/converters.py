"""The code of an area in an address."""

from __future__ import annotations


class AreaCode:
    """12 digits, or 14 for a group; anything else is no such page."""

    regex = "[0-9]{12}(?:[0-9]{2})?"

    def to_python(self, value: str) -> str:
        """As it is."""
        return value

    def to_url(self, value: str) -> str:
        """As it is."""
        return value
