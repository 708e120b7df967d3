"""The app of policy versions."""

from __future__ import annotations

from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    """Versions of the policy."""

    name = "huitoukan.domain.policies"
    label = "policies"

    def ready(self) -> None:
        """Seats are for themes of the policy in force."""
        from huitoukan.core.access.themes import come_from
        from huitoukan.domain.policies.themes import themes

        come_from(themes)
