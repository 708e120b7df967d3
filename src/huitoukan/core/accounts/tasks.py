"""What is done about accounts without anybody waiting for it."""

from __future__ import annotations

from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks import task

from huitoukan.core.accounts import lockout


@task()
def delete_expired_sessions() -> int:
    """Sessions that have ended otherwise stay in the database for ever; says how many there were."""
    deleted, _ = Session.objects.filter(expire_date__lt=timezone.now()).delete()
    return deleted


@task()
def forget_old_failures() -> int:
    """Tries of signing in that no longer count towards a lock; says how many there were."""
    return lockout.forget_old_failures()
