"""The pages at the door."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from huitoukan.core.accounts import known_browsers, lockout, second_factor
from huitoukan.core.accounts import signing as door
from huitoukan.core.accounts.models import User
from huitoukan.core.saying import say_later
from huitoukan.web.accounts.forms import CodeForm, SignInForm
from huitoukan.web.accounts.lockout import refuse
from huitoukan.web.requests import Request
from huitoukan.web.returning import UNDONE, safe_path
from huitoukan.web.rules import page


@page(signed_in=False)
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("password")
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Name and password; too many wrong ones lock the account for a while."""
    if request.user.is_authenticated:
        return redirect(_way_on(request))
    form = SignInForm(request.POST or None)
    if form.is_valid():
        user = authenticate(request, **form.cleaned_data)
        if isinstance(user, User):
            return _let_in(request, user)
        if not getattr(request, "axes_locked_out", False):
            door.note_failure(username=form.cleaned_data["username"])
        form.add_error(None, say_later("account.wrong"))
    context = {"form": form, "next": _wanted(request), "is_undone": UNDONE in request.GET}
    return render(request, "accounts/sign_in.html", context)


def _let_in(request: HttpRequest, user: User) -> HttpResponse:
    way_on = _way_on(request)
    if second_factor.is_on(user):
        door.wait_for_code(request=request, by=user)
        return redirect(f"{reverse('sign_in_code')}?{urlencode({'next': way_on})}")
    door.sign_in(request=request, by=user)
    return _know(request, user, redirect(way_on))


def _know(request: HttpRequest, user: User, response: HttpResponse) -> HttpResponse:
    """Tells the browser that ``user`` has signed in with it."""
    response.set_cookie(
        known_browsers.COOKIE,
        known_browsers.remembering(request, user),
        known_browsers.LASTS,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


@page(signed_in=False)
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("code")
@never_cache
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """The second step, for those who have set it up; wrong codes lock as wrong passwords do."""
    user = door.half_way(request)
    if user is None or request.user.is_authenticated:
        return redirect("sign_in")
    if lockout.is_locked_here(user, request):
        return refuse(request)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        if door.try_code(request=request, by=user, code=form.cleaned_data["code"]):
            return _know(request, user, redirect(_way_on(request)))
        form.add_error("code", say_later("second_factor.wrong_code"))
    return render(request, "accounts/sign_in_code.html", {"form": form, "next": _wanted(request)})


def _wanted(request: HttpRequest) -> str:
    return request.POST.get("next") or request.GET.get("next", "")


def _way_on(request: HttpRequest) -> str:
    """Where somebody was going, if that is on this site."""
    return safe_path(request, _wanted(request), otherwise=reverse(settings.LOGIN_REDIRECT_URL))


@page(before_settled=True)
@require_POST
def sign_out(request: Request) -> HttpResponse:
    """Ends the session."""
    door.sign_out(request=request, by=request.user)
    return redirect("sign_in")
