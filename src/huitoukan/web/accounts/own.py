"""One's own account: what one holds, and how one proves who one is."""

from __future__ import annotations

import segno
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from huitoukan.core.accounts import actions, lockout, queries, second_factor
from huitoukan.core.accounts.actions import second_factor as second_factor_actions
from huitoukan.core.saying import spoken
from huitoukan.messages import say
from huitoukan.web.accounts.forms import AppCodeForm, OwnPasswordForm, PasswordForm
from huitoukan.web.accounts.lockout import counting, refuse
from huitoukan.web.acting import complaints_on
from huitoukan.web.requests import Request
from huitoukan.web.rules import page


@page()
@require_safe
def own(request: Request) -> HttpResponse:
    """What one holds, and where to change what one may change oneself."""
    context = {"seats": queries.own_seats(request.user), "second_factor_is_on": second_factor.is_on(request.user)}
    return render(request, "own/profile.html", context)


@page(before_settled=True)
@require_safe
@never_cache
def stay(request: Request) -> HttpResponse:
    """Somebody is still there; having asked is what counts."""
    return HttpResponse(status=204)


@page(before_settled=True)
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
@never_cache
def own_password(request: Request) -> HttpResponse:
    """A new password for oneself; every other session of the account ends."""
    if lockout.is_locked_here(request.user, request):
        return refuse(request)
    form = OwnPasswordForm(request.POST or None)
    if form.is_valid():
        with complaints_on(form), counting(request):
            actions.change_password(by=request.user, old=form.cleaned_data["old"], new=form.cleaned_data["new"])
    if form.is_bound and form.is_valid():
        update_session_auth_hash(request, request.user)
        messages.success(request, spoken(say("account.password_changed")))
        return redirect("home")
    return render(request, "own/password.html", {"form": form})


@page(before_settled=True)
@require_http_methods(["GET", "POST"])
@never_cache
def own_second_factor(request: Request) -> HttpResponse:
    """Whether one has a second factor; posting begins to set one up."""
    if request.method == "POST" and not second_factor.is_on(request.user):
        second_factor_actions.begin(by=request.user)
        return redirect("own_second_factor_confirm")
    context = {
        "is_on": second_factor.is_on(request.user),
        "is_required": second_factor.is_required(request.user),
        "codes_left": second_factor.backup_codes_left(request.user),
    }
    return render(request, "own/second_factor.html", context)


@page(before_settled=True)
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("code")
@never_cache
def own_second_factor_confirm(request: Request) -> HttpResponse:
    """The secret to put into an app, and the first code out of it; then the backup codes, once."""
    device = second_factor.unconfirmed(request.user)
    if device is None:
        return redirect("own_second_factor")
    form = AppCodeForm(request.POST or None)
    if form.is_valid():
        with complaints_on(form):
            codes = second_factor_actions.confirm(by=request.user, code=form.cleaned_data["code"])
            return render(request, "own/backup_codes.html", {"codes": codes})
    context = {
        "form": form,
        "picture": segno.make(device.config_url, error="m").svg_data_uri(scale=5, border=3),
        "secret": second_factor.readable_secret(device),
    }
    return render(request, "own/second_factor_confirm.html", context)


@page()
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
@never_cache
def own_backup_codes(request: Request) -> HttpResponse:
    """Ten new backup codes, shown once."""
    if lockout.is_locked_here(request.user, request):
        return refuse(request)
    form = PasswordForm(request.POST or None)
    if form.is_valid():
        with complaints_on(form), counting(request):
            codes = second_factor_actions.renew_codes(by=request.user, password=form.cleaned_data["password"])
            return render(request, "own/backup_codes.html", {"codes": codes})
    return render(request, "own/renew_codes.html", {"form": form})


@page()
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
@never_cache
def own_second_factor_off(request: Request) -> HttpResponse:
    """Signing in takes the password alone again."""
    if lockout.is_locked_here(request.user, request):
        return refuse(request)
    form = PasswordForm(request.POST or None)
    if form.is_valid():
        with complaints_on(form), counting(request):
            second_factor_actions.switch_off(by=request.user, password=form.cleaned_data["password"])
            messages.success(request, spoken(say("second_factor.switched_off")))
            return redirect("own")
    return render(request, "own/second_factor_off.html", {"form": form})
