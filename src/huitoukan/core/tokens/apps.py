"""The app of tokens."""

from __future__ import annotations

from django.apps import AppConfig


class TokensConfig(AppConfig):
    """Tokens of the API."""

    name = "huitoukan.core.tokens"
    label = "tokens"
