"""The settings of the office."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from huitoukan.core.access.permissions import Permission
from huitoukan.core.office import actions
from huitoukan.core.office.queries import office
from huitoukan.core.saying import say_later, spoken
from huitoukan.messages import say
from huitoukan.web.requests import Request
from huitoukan.web.rules import page


class SettingsForm(forms.Form):
    """What an office may decide."""

    name = forms.CharField(label=say_later("office.name"), max_length=60)
    session_minutes = forms.IntegerField(
        label=say_later("office.session_minutes"),
        help_text=say_later("office.session_minutes_help"),
        min_value=5,
        max_value=480,
    )


@page(needs=Permission.EDIT_SETTINGS)
@require_http_methods(["GET", "POST"])
def settings(request: Request) -> HttpResponse:
    """Shows and changes them."""
    now = office()
    form = SettingsForm(request.POST or None, initial={"name": now.name, "session_minutes": now.session_minutes})
    if form.is_valid():
        actions.change(by=request.user, **form.cleaned_data)
        messages.success(request, spoken(say("office.changed")))
        return redirect("settings")
    return render(request, "office/settings.html", {"form": form})
