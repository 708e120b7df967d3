"""Tidying up after the background itself."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django_tasks import task

from huitoukan.core.background import actions

KEPT_FOR = dt.timedelta(days=60)


@task()
def prune() -> int:
    """Results and due times are kept for two months."""
    return actions.prune(before=timezone.now() - KEPT_FOR)
