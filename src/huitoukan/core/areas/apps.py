"""The app of areas."""

from __future__ import annotations

from django.apps import AppConfig


class AreasConfig(AppConfig):
    """Areas."""

    name = "huitoukan.core.areas"
    label = "areas"
