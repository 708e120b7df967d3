"""The small office of the screening tests, and browsers for it."""

from __future__ import annotations

from tests.domain.screening.conftest import office

__all__ = ["office"]
