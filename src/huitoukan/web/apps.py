"""The app of the pages: templates, static files and template tags."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages."""

    name = "huitoukan.web"
    label = "web"
