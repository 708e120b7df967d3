"""Coming and going. Who was let in, who was not and who was locked out is in the trail."""

from __future__ import annotations

import time
from typing import Any

from django.contrib import auth
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from huitoukan.core.accounts import lockout, second_factor
from huitoukan.core.accounts.models import User
from huitoukan.core.accounts.names import normalised
from huitoukan.core.accounts.queries import as_subject
from huitoukan.core.actions import action
from huitoukan.core.areas.queries import root_code
from huitoukan.core.audit.actions import record
from huitoukan.core.audit.events import Event
from huitoukan.core.audit.subjects import Subject

_HALF_WAY = "half_way"
_PATIENCE = 5 * 60
"""So many seconds after the password the code must come."""


@action
def sign_in(*, request: HttpRequest, by: User, code_from: str | None = None) -> User:
    """Begins a session for ``by``, whose password was right; under a new key, so that none can be foisted on them."""
    auth.login(request, by, backend="huitoukan.core.accounts.recognising.Accounts")
    record(event=Event.SIGNED_IN, by=by, subject=as_subject(by), second_factor=code_from)
    return by


def wait_for_code(*, request: HttpRequest, by: User) -> None:
    """The password of ``by`` was right; nobody is signed in until a code is."""
    request.session.cycle_key()
    request.session[_HALF_WAY] = {"user": by.pk, "hash": by.get_session_auth_hash(), "at": int(time.time())}


def half_way(request: HttpRequest) -> User | None:
    """Who has given their password in this browser and still owes a code."""
    state: dict[str, Any] = request.session.get(_HALF_WAY, {})
    if not state or time.time() - state["at"] > _PATIENCE:
        return None
    user = User.objects.filter(pk=state["user"], is_active=True).first()
    unchanged = user is not None and constant_time_compare(state["hash"], user.get_session_auth_hash())
    return user if unchanged else None


@action
def try_code(*, request: HttpRequest, by: User, code: str) -> bool:
    """Signs ``by`` in if the code is right; a wrong one counts towards the lock."""
    code_from = second_factor.accepts(by, code)
    if code_from is None:
        lockout.count_failure(request=request, user=by)
        note_failure(username=by.username, step="code")
        return False
    request.session.pop(_HALF_WAY, None)
    sign_in(request=request, by=by, code_from=code_from)
    return True


@action
def sign_out(*, request: HttpRequest, by: User, idle: bool = False) -> None:
    """Ends the session."""
    record(event=Event.SIGNED_OUT, by=by, subject=as_subject(by), idle=idle)
    auth.logout(request)


@action
def note_failure(*, username: str, locked: bool = False, step: str = "password") -> None:
    """A password or code was wrong. A name that no account has is not kept: people type passwords into that field."""
    user = User.objects.filter(username=normalised(username)).first()
    subject = as_subject(user) if user else Subject("account", "", "", root_code())
    record(event=Event.LOCKED_OUT if locked else Event.SIGN_IN_FAILED, by=None, subject=subject, step=step)
