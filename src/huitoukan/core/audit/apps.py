"""The app of audit."""

from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The audit trail."""

    name = "huitoukan.core.audit"
    label = "audit"
