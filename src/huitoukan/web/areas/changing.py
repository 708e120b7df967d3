"""Changing areas, a form for each change."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from huitoukan.core.access.permissions import Permission
from huitoukan.core.areas import actions, queries
from huitoukan.core.areas.models import Area
from huitoukan.core.saying import spoken
from huitoukan.messages import say
from huitoukan.web.acting import acted
from huitoukan.web.areas.forms import AddForm, CorrectForm, MarkForm, MergeForm, RenameForm
from huitoukan.web.requests import Request
from huitoukan.web.rules import page


@page(needs=Permission.EDIT_AREAS)
@require_http_methods(["GET", "POST"])
def add(request: Request) -> HttpResponse:
    """A new area; ``?in=`` begins its code with that of the one it lies in."""
    above = queries.edited_by(request.user).filter(code=request.GET.get("in", "")).first()
    begun = above.code[: queries.digits_of(above)] if above else ""
    form = AddForm(request.POST or None, initial={"code": begun})
    if acted(form, partial(actions.add, by=request.user)):
        messages.success(request, spoken(say("area.added", name=form.cleaned_data["name"])))
        return redirect("area", form.cleaned_data["code"])
    back = reverse("area", args=[above.code]) if above else reverse("areas")
    return render(request, "areas/form.html", {"form": form, "title": say("area.add"), "back": back, "area": above})


@page(needs=Permission.EDIT_AREAS)
@require_http_methods(["GET", "POST"])
def rename(request: Request, code: str) -> HttpResponse:
    """A new name from a day on."""
    area = _edited(request, code)
    form = RenameForm(request.POST or None, initial={"name": area.name})
    return _changed(request, area, form, partial(actions.rename, by=request.user, area=area), "rename")


@page(needs=Permission.EDIT_AREAS)
@require_http_methods(["GET", "POST"])
def correct(request: Request, code: str) -> HttpResponse:
    """What was typed wrongly."""
    area = _edited(request, code)
    form = CorrectForm(request.POST or None, initial={"name": area.name, "opened_on": area.opened_on})
    return _changed(request, area, form, partial(actions.correct, by=request.user, area=area), "correct")


@page(needs=Permission.EDIT_AREAS)
@require_http_methods(["GET", "POST"])
def mark(request: Request, code: str) -> HttpResponse:
    """The lists that it is on."""
    area = _edited(request, code)
    marks = {"is_poor_village": area.is_poor_village, "is_resettlement": area.is_resettlement}
    form = MarkForm(request.POST if request.method == "POST" else None, initial=marks)
    return _changed(request, area, form, partial(actions.mark, by=request.user, area=area), "mark")


@page(needs=Permission.EDIT_AREAS)
@require_http_methods(["GET", "POST"])
def merge(request: Request, code: str) -> HttpResponse:
    """What it becomes part of."""
    area = _edited(request, code)
    others = queries.edited_by(request.user).filter(level=area.level, ended_on=None).exclude(pk=area.pk)
    form = MergeForm(request.POST or None, choices=others.select_related("parent").order_by("code"))
    return _changed(request, area, form, partial(actions.merge, by=request.user, area=area), "merge")


def _edited(request: Request, code: str) -> Area:
    """The area, if this reader may change it."""
    return get_object_or_404(queries.edited_by(request.user), code=code)


def _changed(request: Request, area: Area, form: BaseForm, act: Any, what: str) -> HttpResponse:
    name = area.name
    if acted(form, act):
        messages.success(request, spoken(say("area.changed", name=area.name)))
        return redirect("area", area.code)
    context = {
        "form": form,
        "area": area,
        "title": say(f"area.{what}"),
        "sub": say(f"area.{what}_help", name=name),
        "back": reverse("area", args=[area.code]),
    }
    return render(request, "areas/form.html", context)
