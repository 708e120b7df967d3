"""Tokens of one's own: made for a purpose, shown once, withdrawn at any time; also by whoever keeps the account."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from huitoukan.core.access.permissions import Permission
from huitoukan.core.accounts import lockout
from huitoukan.core.accounts.authority import has_say_over
from huitoukan.core.saying import say_later, spoken
from huitoukan.core.tokens import actions, queries
from huitoukan.messages import say
from huitoukan.web.accounts.forms import PasswordForm
from huitoukan.web.accounts.lockout import counting, refuse
from huitoukan.web.accounts.views import find
from huitoukan.web.acting import acted
from huitoukan.web.requests import Request
from huitoukan.web.rules import page
from huitoukan.web.widgets import DayInput

_USUALLY = dt.timedelta(days=90)


def _in_three_months() -> dt.date:
    return timezone.localdate() + _USUALLY


class TokenForm(PasswordForm):
    """What it is for, and how long; with one's password, since an open screen is no place to make one on."""

    name = forms.CharField(label=say_later("token.name"), help_text=say_later("token.name_help"), max_length=60)
    ends_on = forms.DateField(
        label=say_later("token.ends_on"),
        help_text=say_later("token.ends_help"),
        widget=DayInput,
        initial=_in_three_months,
    )

    field_order = ("name", "ends_on", "password")


@page()
@require_safe
def own_tokens(request: Request) -> HttpResponse:
    """Those that are good today."""
    return render(request, "own/tokens.html", {"tokens": queries.live(request.user)})


@page()
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
@never_cache
def own_token_make(request: Request) -> HttpResponse:
    """A new one, shown once."""
    if lockout.is_locked(request.user):
        return refuse(request)
    form = TokenForm(request.POST or None)
    made: list[Any] = []
    if acted(form, partial(_make, request, made)):
        token, secret = made[0]
        return render(request, "own/token_made.html", {"token": token, "secret": secret})
    return render(request, "own/token_make.html", {"form": form})


def _make(request: Request, made: list[Any], **given: Any) -> None:
    with counting(request):
        made.append(actions.make(by=request.user, **given))


@page()
@require_http_methods(["GET", "POST"])
def own_token_withdraw(request: Request, token: int) -> HttpResponse:
    """Nothing reads with it any more."""
    found = get_object_or_404(queries.live(request.user), pk=token)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if acted(form, partial(actions.withdraw, by=request.user, token=found)):
        messages.success(request, spoken(say("token.withdrawn")))
        return redirect("own_tokens")
    return render(request, "own/token_withdraw.html", {"form": form, "token": found})


@page(needs=Permission.EDIT_ACCOUNTS)
@require_http_methods(["GET", "POST"])
def account_tokens(request: Request, pk: int) -> HttpResponse:
    """The tokens of somebody else, to be withdrawn one by one."""
    found = find(request, pk)
    form = _WithdrawForm(request.POST or None)
    if form.is_valid():
        token = get_object_or_404(queries.live(found), pk=form.cleaned_data["token"])
        if acted(form, lambda **_: actions.withdraw(by=request.user, token=token)):
            messages.success(request, spoken(say("token.withdrawn")))
            return redirect("account_tokens", found.pk)
    tokens = queries.live(found) if has_say_over(request.user, found) else []
    return render(request, "accounts/tokens.html", {"account": found, "tokens": tokens, "form": form})


class _WithdrawForm(forms.Form):
    token = forms.IntegerField(widget=forms.HiddenInput)
