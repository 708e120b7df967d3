"""Asking about the background."""

from __future__ import annotations

import datetime as dt

from huitoukan.core.background.models import SILENT_FOR, Worker


def is_worked_on(*, now: dt.datetime) -> bool:
    """Whether some worker is alive."""
    return Worker.objects.filter(alive_at__gt=now - SILENT_FOR).exists()
