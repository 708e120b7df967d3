"""The app of runs and findings."""

from __future__ import annotations

from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    """Runs, findings, and the marks on them."""

    name = "huitoukan.domain.screening"
    label = "screening"
