"""A small office with a registry, in which checks are run."""

from __future__ import annotations

from tests.domain.screening.conftest import office

__all__ = ["office"]
