"""The app of the registry."""

from __future__ import annotations

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """Households, persons, and the lists they come from."""

    name = "huitoukan.domain.registry"
    label = "registry"
