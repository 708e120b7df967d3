"""The app of the background."""

from __future__ import annotations

from django.apps import AppConfig


class BackgroundConfig(AppConfig):
    """Workers and due times; the queue itself is that of django-tasks-db."""

    name = "huitoukan.core.background"
    label = "background"
