"""The app of accounts."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People and their seats."""

    name = "huitoukan.core.accounts"
    label = "accounts"
