"""The app of policy versions."""

from __future__ import annotations

from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    """Versions of the policy."""

    name = "huitoukan.domain.policies"
    label = "policies"
