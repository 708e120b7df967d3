"""The app of disclosures."""

from __future__ import annotations

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """Personal data shown in full."""

    name = "huitoukan.core.disclosure"
    label = "disclosure"
