"""Coming and going. Who was let in, who was not and who was locked out is in the trail."""

from __future__ import annotations

from typing import Any

from django.contrib import auth
from django.http import HttpRequest

from huitoukan.core.accounts.models import User
from huitoukan.core.accounts.queries import as_subject
from huitoukan.core.actions import action
from huitoukan.core.areas.queries import root_code
from huitoukan.core.audit.actions import record
from huitoukan.core.audit.events import Event
from huitoukan.core.audit.subjects import Subject


@action
def sign_in(*, request: HttpRequest, by: User) -> User:
    """Begins a session for ``by``, whose password was right."""
    auth.login(request, by, backend="django.contrib.auth.backends.ModelBackend")
    record(event=Event.SIGNED_IN, by=by, subject=as_subject(by))
    return by


@action
def sign_out(*, request: HttpRequest, by: User) -> None:
    """Ends the session."""
    record(event=Event.SIGNED_OUT, by=by, subject=as_subject(by))
    auth.logout(request)


@action
def note_failure(*, username: str, locked: bool = False) -> None:
    """A password was wrong. A name that no account has is not kept: people type passwords into that field."""
    user: Any = User.objects.filter(username=username).first()
    subject = as_subject(user) if user else Subject("account", "", "", root_code())
    record(event=Event.LOCKED_OUT if locked else Event.SIGN_IN_FAILED, by=None, subject=subject)
