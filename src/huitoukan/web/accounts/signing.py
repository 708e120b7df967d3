"""The pages at the door."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from huitoukan.core.accounts import actions
from huitoukan.core.accounts import signing as door
from huitoukan.core.saying import say_later, spoken
from huitoukan.messages import say
from huitoukan.web.accounts.forms import OwnPasswordForm, SignInForm
from huitoukan.web.acting import complaints_on
from huitoukan.web.requests import Request
from huitoukan.web.rules import page


@page(signed_in=False)
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("password")
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Name and password; too many wrong ones lock the name for a while."""
    if request.user.is_authenticated:
        return redirect("home")
    form = SignInForm(request.POST or None)
    if form.is_valid():
        user = authenticate(request, **form.cleaned_data)
        if user is not None:
            door.sign_in(request=request, by=user)
            return redirect(_way_on(request))
        if not getattr(request, "axes_locked_out", False):
            door.note_failure(username=form.cleaned_data["username"])
        form.add_error(None, say_later("account.wrong"))
    return render(request, "accounts/sign_in.html", {"form": form, "next": request.GET.get("next", "")})


def _way_on(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else settings.LOGIN_REDIRECT_URL


@page(with_first_password=True)
@require_POST
def sign_out(request: Request) -> HttpResponse:
    """Ends the session."""
    door.sign_out(request=request, by=request.user)
    return redirect("sign_in")


@page(with_first_password=True)
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
@never_cache
def own_password(request: Request) -> HttpResponse:
    """A new password for oneself; every other session of the account ends."""
    form = OwnPasswordForm(request.POST or None)
    if form.is_valid():
        with complaints_on(form):
            actions.change_password(by=request.user, old=form.cleaned_data["old"], new=form.cleaned_data["new"])
    if form.is_bound and form.is_valid():
        update_session_auth_hash(request, request.user)
        messages.success(request, spoken(say("account.password_changed")))
        return redirect("home")
    return render(request, "accounts/own_password.html", {"form": form})
