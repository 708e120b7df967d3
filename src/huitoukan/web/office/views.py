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
from huitoukan.web.acting import complaints_on
from huitoukan.web.requests import Request
from huitoukan.web.rules import page


class SettingsForm(forms.Form):
    """What an office may decide."""

    name = forms.CharField(label=say_later("office.name"), help_text=say_later("office.name_help"), max_length=60)
    session_minutes = forms.IntegerField(
        label=say_later("office.session_minutes"),
        help_text=say_later("office.session_minutes_help"),
        min_value=5,
        max_value=480,
    )
    second_factor_required = forms.BooleanField(
        label=say_later("office.second_factor_required"),
        help_text=say_later("office.second_factor_required_help"),
        required=False,
    )


@page(needs=Permission.EDIT_SETTINGS, at_top=True)
@require_http_methods(["GET", "POST"])
def settings(request: Request) -> HttpResponse:
    """Shows and changes them; they are everybody's, so only a seat at the top area opens them."""
    now = office()
    initial = {name: getattr(now, name) for name in SettingsForm.base_fields}
    form = SettingsForm(request.POST or None, initial=initial)
    if form.is_valid():
        with complaints_on(form):
            actions.change(by=request.user, **form.cleaned_data)
            messages.success(request, spoken(say("office.changed")))
            return redirect("settings")
    return render(request, "office/settings.html", {"form": form})
