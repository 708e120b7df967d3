"""The app of the review of links."""

from __future__ import annotations

from django.apps import AppConfig


class LinkageReviewConfig(AppConfig):
    """Questions about links, and answers."""

    name = "huitoukan.domain.linkage_review"
    label = "linkage_review"
