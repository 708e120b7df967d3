"""Changing the accounts of others: each change has a page that says what will happen, and asks for what it needs."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from huitoukan.core.access.permissions import Permission
from huitoukan.core.accounts import actions, queries
from huitoukan.core.accounts.actions import second_factor
from huitoukan.core.accounts.models import User
from huitoukan.core.accounts.passwords import first_password
from huitoukan.core.disclosure.queries import is_open
from huitoukan.core.saying import spoken
from huitoukan.messages import say
from huitoukan.web.accounts.editing_forms import AddForm, ChangeForm, EndForm, SeatForm
from huitoukan.web.accounts.views import find
from huitoukan.web.acting import complaints_on
from huitoukan.web.requests import Request
from huitoukan.web.rules import page

_GET_AND_POST = ["GET", "POST"]


@page(needs=Permission.EDIT_ACCOUNTS)
@require_http_methods(_GET_AND_POST)
@never_cache
def account_add(request: Request) -> HttpResponse:
    """Somebody new. Their first password is shown on the answer to this request and nowhere else."""
    form = AddForm(request.POST or None, by=request.user)
    if form.is_valid():
        password = first_password()
        with complaints_on(form):
            given = {key: form.cleaned_data[key] for key in ("username", "name", "unit", "phone")}
            added = actions.add(by=request.user, password=password, seat=form.seat, **given)
            return render(request, "accounts/first_password.html", {"account": added, "password": password})
    return render(request, "accounts/add.html", {"form": form})


@page(needs=Permission.EDIT_ACCOUNTS)
@require_http_methods(_GET_AND_POST)
def account_change(request: Request, pk: int) -> HttpResponse:
    """Name, unit and telephone number."""
    found = find(request, pk)
    shows_phone = is_open(reader=request.user, subject=queries.as_seen_by(request.user, found))
    form = ChangeForm(request.POST or None, user=found, shows_phone=shows_phone)
    if form.is_valid():
        name, unit = form.cleaned_data["name"], form.cleaned_data["unit"]
        with complaints_on(form):
            actions.change(by=request.user, user=found, name=name, unit=unit, phone=form.wanted_phone)
            return _done(request, found, "account.changed")
    return render(request, "accounts/change.html", {"account": found, "form": form})


@page(needs=Permission.EDIT_ACCOUNTS)
@require_http_methods(_GET_AND_POST)
@never_cache
def account_password(request: Request, pk: int) -> HttpResponse:
    """A new first password, shown once."""
    found = find(request, pk)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with complaints_on(form):
            password = actions.reset_password(by=request.user, user=found)
            return render(request, "accounts/first_password.html", {"account": found, "password": password})
    return _ask(request, found, form, "password")


@page(needs=Permission.EDIT_ACCOUNTS)
@require_http_methods(_GET_AND_POST)
def account_close(request: Request, pk: int) -> HttpResponse:
    """Nobody signs in with it any more."""
    return _confirmed(request, pk, "close", actions.close)


@page(needs=Permission.EDIT_ACCOUNTS)
@require_http_methods(_GET_AND_POST)
def account_reopen(request: Request, pk: int) -> HttpResponse:
    """As it was before it was closed."""
    return _confirmed(request, pk, "reopen", actions.reopen)


@page(needs=Permission.EDIT_ACCOUNTS)
@require_http_methods(_GET_AND_POST)
def account_unlock(request: Request, pk: int) -> HttpResponse:
    """Ends a lock before its time."""
    return _confirmed(request, pk, "unlock", actions.unlock)


@page(needs=Permission.EDIT_ACCOUNTS)
@require_http_methods(_GET_AND_POST)
def account_second_factor(request: Request, pk: int) -> HttpResponse:
    """For somebody who has lost their telephone."""
    return _confirmed(request, pk, "second_factor", second_factor.reset)


@page(needs=Permission.EDIT_ACCOUNTS)
@require_http_methods(_GET_AND_POST)
def seat_grant(request: Request, pk: int) -> HttpResponse:
    """Another seat."""
    found = find(request, pk)
    form = SeatForm(request.POST or None, by=request.user)
    if form.is_valid():
        with complaints_on(form):
            actions.grant(by=request.user, user=found, seat=form.seat)
            return _done(request, found, "seat.granted")
    return render(request, "accounts/seat_grant.html", {"account": found, "form": form})


@page(needs=Permission.EDIT_ACCOUNTS)
@require_http_methods(_GET_AND_POST)
def seat_end(request: Request, pk: int, seat: int) -> HttpResponse:
    """The last day of a seat."""
    found = find(request, pk)
    ending = get_object_or_404(queries.seats_seen_by(request.user).select_related("area", "user"), pk=seat, user=found)
    form = EndForm(request.POST or None)
    if form.is_valid():
        with complaints_on(form):
            actions.end(by=request.user, seat=ending, on=form.cleaned_data["on"])
            return _done(request, found, "seat.ended")
    return render(request, "accounts/seat_end.html", {"account": found, "seat": ending, "form": form})


def _confirmed(request: Request, pk: int, what: str, act: Callable[..., object]) -> HttpResponse:
    """Says what will happen; does it when that is posted back."""
    found = find(request, pk)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with complaints_on(form):
            act(by=request.user, user=found)
            return _done(request, found, f"confirm.{what}_done")
    return _ask(request, found, form, what)


def _ask(request: Request, user: User, form: Form, what: str) -> HttpResponse:
    context = {
        "account": user,
        "form": form,
        "title": say(f"confirm.{what}", name=user.name),
        "explanation": say(f"confirm.{what}_means"),
        "submit": say(f"confirm.{what}_button"),
    }
    return render(request, "accounts/confirm.html", context)


def _done(request: Request, user: User, name: str) -> HttpResponse:
    messages.success(request, spoken(say(name, name=user.name)))
    return redirect("account", user.pk)
