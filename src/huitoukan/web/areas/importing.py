"""A county brings its own list: upload, a look at what it would change, and then all of it."""

from __future__ import annotations

from functools import partial
from typing import Any

import django_tables2 as tables
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from huitoukan.core.access.permissions import Permission
from huitoukan.core.areas.lists import drafts
from huitoukan.core.areas.lists.comparing import Judged, State, Terms, counts
from huitoukan.core.areas.lists.template import write_template
from huitoukan.core.areas.models import Draft
from huitoukan.core.saying import current, say_later, spoken
from huitoukan.engine.sheets.files.contents import InputFile
from huitoukan.messages import say
from huitoukan.web.acting import acted
from huitoukan.web.areas.forms import ListForm, NoForm
from huitoukan.web.columns import NUMBER, TIGHT, BadgeColumn
from huitoukan.web.exporting import as_download
from huitoukan.web.paging import show_page
from huitoukan.web.requests import Request
from huitoukan.web.rules import page
from huitoukan.web.tabling import Table

_TONES = {State.WRONG: "bad", State.NEW: "good", State.CHANGED: "info"}


class LineTable(Table):
    """A row for each line of the list."""

    row = tables.Column(verbose_name=say_later("area_list.row"), accessor="line__row", attrs=NUMBER)
    code = tables.Column(verbose_name=say_later("area.code"), accessor="line__code", attrs=TIGHT)
    name = tables.Column(verbose_name=say_later("area.name"), accessor="line__name")
    state = BadgeColumn(verbose_name=say_later("area_list.state"), accessor="state", tones=_TONES)
    notes = tables.Column(verbose_name=say_later("area_list.notes"), empty_values=())

    class Meta:
        orderable = False

    def render_state(self, value: State) -> Any:
        """In words."""
        return value.label

    def render_notes(self, record: Judged) -> str:
        """What is wrong, or what would change."""
        return " ".join(spoken(note) for note in record.notes)


@page(needs=Permission.EDIT_AREAS)
@require_http_methods(["GET", "POST"])
def bring(request: Request) -> HttpResponse:
    """The upload."""
    form = ListForm(request.POST or None, request.FILES or None)
    kept: list[Draft] = []
    if acted(form, partial(_bring, request, kept)):
        return redirect("area_draft", kept[0].pk)
    return render(request, "areas/import.html", {"form": form})


def _bring(request: Request, kept: list[Draft], *, file: Any, **terms: Any) -> None:
    kept.append(drafts.bring(by=request.user, file=InputFile(file.name, file.read()), terms=Terms(**terms)))


@page(needs=Permission.EDIT_AREAS)
@require_http_methods(["GET", "POST"])
def draft(request: Request, pk: int) -> HttpResponse:
    """What the list would change; sent, it is taken over."""
    found = drafts.brought_by(request.user, pk)
    if found is None:
        raise Http404
    form = NoForm(request.POST if request.method == "POST" else None)
    if acted(form, partial(drafts.take_over, by=request.user, draft=found)):
        messages.success(request, spoken(say("area_list.landed", file=found.file_name)))
        return redirect("areas")
    judged = drafts.judged(found, by=request.user)
    said = counts(judged)
    state = next((each for each in State if each == request.GET.get("state")), _first(said))
    table = LineTable([each for each in judged if each.state is state])
    show_page(request, table)
    context = {"form": form, "draft": found, "counts": list(said.items()), "state": state, "table": table}
    context["is_sound"] = not said[State.WRONG] and bool(said[State.NEW] or said[State.CHANGED])
    return render(request, "areas/draft.html", context)


def _first(said: dict[State, int]) -> State:
    """What needs looking at first."""
    return next((state for state, count in said.items() if count), State.SAME)


@page(needs=Permission.EDIT_AREAS)
@require_safe
def template(request: Request) -> FileResponse:
    """A workbook to fill in."""
    return as_download(write_template(current()), "areas")
