"""The desk of the registry's own tests."""

from tests.domain.registry.conftest import desk

__all__ = ["desk"]
