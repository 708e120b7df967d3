"""The app of office."""

from __future__ import annotations

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """The settings of the office."""

    name = "huitoukan.core.office"
    label = "office"
