"""The list of imports, the upload, and one import wherever it stands."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from huitoukan.core.access.holdings import may, may_everywhere
from huitoukan.core.access.permissions import Permission
from huitoukan.core.saying import chosen, spoken
from huitoukan.domain.registry.actions import imports as actions
from huitoukan.domain.registry.enums import CONTRADICTING, ImportState
from huitoukan.domain.registry.models import Import
from huitoukan.domain.registry.queries import imports_seen_by, may_change
from huitoukan.domain.registry.reading.uploads import LARGEST_UPLOAD, MOST_FILES
from huitoukan.messages import say
from huitoukan.web.acting import acted
from huitoukan.web.imports.figures import figures
from huitoukan.web.imports.forms import BringForm, FilesForm, ReasonForm
from huitoukan.web.imports.sheets import sheets_of
from huitoukan.web.imports.tables import TONES, ImportFilters, ImportTable
from huitoukan.web.listing import show_list
from huitoukan.web.progress import Standing, standing, tell_progress
from huitoukan.web.requests import Request
from huitoukan.web.rules import page

BUSY = (ImportState.WAITING, ImportState.READING, ImportState.LANDING, ImportState.UNDOING)
"""Something is done about it, and the page looks again by itself."""

_LIMITS = {"files": MOST_FILES, "bytes": LARGEST_UPLOAD, "megabytes": LARGEST_UPLOAD >> 20}
"""Of one upload; what is more is told before it is sent."""


@page(needs=Permission.SEE_LISTS)
@require_safe
def imports(request: Request) -> HttpResponseBase:
    """All imports that this reader may see."""
    return show_list(
        request,
        "imports/list.html",
        rows=imports_seen_by(request.user),
        table=ImportTable,
        filters=ImportFilters,
        file_name="imports",
        may_bring=may(request.user, Permission.BRING_LISTS),
    )


@page(needs=Permission.BRING_LISTS)
@require_http_methods(["GET", "POST"])
def bring(request: Request) -> HttpResponse:
    """The upload."""
    form = BringForm(request.POST or None, request.FILES or None)
    made: list[Import] = []
    if acted(form, partial(_bring, request, made)):
        return redirect("import", made[0].pk)
    return render(request, "imports/new.html", {"form": form, "limits": _LIMITS})


def _bring(request: Request, made: list[Import], **said: Any) -> None:
    made.append(actions.bring(by=request.user, **said))


@page(needs=Permission.SEE_LISTS)
@require_safe
def brought(request: Request, pk: int) -> HttpResponse:
    """One import: what was found, what it would change, and what can be done about it."""
    return show(request, seen(request, pk))


@page(needs=Permission.SEE_LISTS)
@require_safe
def progress(request: Request, pk: int) -> HttpResponse:
    """How far it is, for a page that stays open; once it is done, that page is asked for anew."""
    return tell_progress(request, _standing(seen(request, pk)))


def seen(request: Request, pk: int) -> Import:
    """The import, if this reader may see it."""
    return get_object_or_404(imports_seen_by(request.user), pk=pk)  # type: ignore[no-any-return]


def show(request: Request, found: Import, **given: forms.Form) -> HttpResponse:
    """The page of an import; ``given`` are the forms on it that were sent and have complaints."""
    mine = may_change(request.user, found)
    return render(
        request,
        "imports/detail.html",
        {
            "brought": found,
            "standing": _standing(found),
            "tone": TONES.get(ImportState(found.state), ""),
            "problem": chosen(found.problem),
            "was_read": bool(found.read_in) and found.state != ImportState.DISCARDED,
            "may_land": mine and found.state == ImportState.READ,
            "may_undo": mine and found.state == ImportState.LANDED,
            "may_discard": mine
            and found.state in (ImportState.WAITING, ImportState.READING, ImportState.READ, ImportState.FAILED),
            "may_stop": mine and found.state in (ImportState.LANDING, ImportState.UNDOING),
            "may_run": may_everywhere(request.user, Permission.RUN_CHECKS) and found.state == ImportState.LANDED,
            "may_map": mine and found.state == ImportState.READ,
            "may_add": mine and found.state in (ImportState.READ, ImportState.FAILED),
            "complaints": list(given.values()),
            "sheets": sheets_of(found),
            "figures": figures(found),
            "strange": _strange(found),
            "contradicting": found.counts.get("households", {}).get(CONTRADICTING, 0),
            "add": given.get("add", FilesForm()),
            "limits": _LIMITS,
            "land": given.get("land", forms.Form()),
            "discard": given.get("discard", forms.Form()),
            "undo": given.get("undo", ReasonForm()),
            "stop": given.get("stop", forms.Form()),
        },
    )


def _standing(found: Import) -> Standing:
    return standing(found, is_busy=found.state in BUSY, told_at=reverse("import_progress", args=[found.pk]))


def _strange(found: Import) -> list[str]:
    """Sentences about places that the list of areas does not have."""
    strange = found.counts.get("strange", {})
    return [
        spoken(say(f"import_page.strange_{level}", count=len(names), names=list(names)))
        for level, names in strange.items()
        if names
    ]


def done(request: Request, found: Import, key: str) -> HttpResponse:
    """Back to the import, with a word about what was done."""
    messages.success(request, spoken(say(f"import_page.{key}")))
    return redirect("import", found.pk)
