"""Asking why somebody needs to see personal data in full, whatever they are of."""

from __future__ import annotations

from functools import partial

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from huitoukan.core.audit.subjects import Subject
from huitoukan.core.disclosure import actions as disclosure
from huitoukan.core.saying import say_later, spoken
from huitoukan.messages import say
from huitoukan.web.acting import acted
from huitoukan.web.requests import Request

_MINUTES = round(disclosure.LASTS.total_seconds() / 60)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=say_later("disclosure.reason"),
        help_text=say_later("disclosure.reason_help"),
        max_length=200,
        widget=forms.Textarea({"rows": 3}),
    )


def disclose(request: Request, *, subject: Subject, name: str, back: str, among: str) -> HttpResponse:
    """The question; answered, ``subject`` is shown in full for some minutes, where ``back`` leads.

    ``name`` is what the page calls it, ``among`` the place of the site that lists such.
    """
    form = ReasonForm(request.POST or None)
    if acted(form, partial(disclosure.disclose, by=request.user, subject=subject)):
        return redirect(back)
    place = spoken(say(f"place.{among}"))
    context = {"form": form, "minutes": _MINUTES, "name": name, "back": back, "among": among, "place": place}
    return render(request, "disclose.html", context)
