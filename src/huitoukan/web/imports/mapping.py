"""Saying what a sheet is: which list, where its header stands, and which column is what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from huitoukan.core.access.permissions import Permission
from huitoukan.core.saying import say_later, spoken
from huitoukan.domain.policies.queries import pack_in_force
from huitoukan.domain.registry.actions import imports as actions
from huitoukan.domain.registry.mappings import Said, headers_of, said_of, samples_of, with_said
from huitoukan.domain.registry.models import Import, ImportedSheet
from huitoukan.engine.sheets.recognition.mapping import IGNORE
from huitoukan.messages import say
from huitoukan.policy import Pack
from huitoukan.web.acting import complaints_on
from huitoukan.web.imports.views import done, seen
from huitoukan.web.requests import Request
from huitoukan.web.rules import page

_LAST_ROW = 1_048_576


class KindForm(forms.Form):
    """Which list it is, and where its header stands."""

    kind = forms.ChoiceField(label=say_later("import_page.kind"))
    header_row = forms.IntegerField(
        label=say_later("import_page.header_row"),
        help_text=say_later("import_page.header_row_help"),
        required=False,
        min_value=1,
        max_value=_LAST_ROW,
    )

    def __init__(self, *args: Any, pack: Pack, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        kinds = [(kind.id, kind.title) for kind in pack.kinds.values()]
        field.choices = [*kinds, (IGNORE, spoken(say("import_page.ignore")))]


class ColumnsForm(forms.Form):
    """Which field each column is; a column that is not said is left to the program."""

    def __init__(self, *args: Any, headers: list[str], fields: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headers = headers
        choices = [
            ("", spoken(say("import_page.by_itself"))),
            (IGNORE, spoken(say("import_page.left_out"))),
            *fields.items(),
        ]
        for number, header in enumerate(headers):
            self.fields[f"column_{number}"] = forms.ChoiceField(label=header, choices=choices, required=False)

    @property
    def said(self) -> dict[str, str]:
        """Header → field, of those that were said."""
        chosen = {header: self.cleaned_data[f"column_{number}"] for number, header in enumerate(self.headers)}
        return {header: "" if field == IGNORE else field for header, field in chosen.items() if field}


@page(needs=Permission.BRING_LISTS)
@require_http_methods(["GET", "POST"])
def sheet(request: Request, pk: int, sheet: int) -> HttpResponse:
    """Changing what a sheet was taken for; choosing another list shows the columns of that one first."""
    brought = seen(request, pk)
    found = get_object_or_404(brought.sheets.all(), pk=sheet)
    if not found.sheet:
        return redirect("import", brought.pk)  # a file that could not be read at all
    pack = pack_in_force()
    kind = _chosen(request, brought, found, pack)
    known = Known(brought, found, pack, kind)
    first = KindForm(request.POST or None, pack=pack, initial={"kind": kind, "header_row": found.header_row})
    columns = known.columns(request.POST or None)
    if request.method == "POST" and "save" in request.POST and first.is_valid() and columns.is_valid():
        said = Said(kind, first.cleaned_data["header_row"], columns.said)
        with complaints_on(first):
            actions.say_what(by=request.user, brought=brought, mapping=with_said(brought, found, said))
        if first.is_valid():
            return done(request, brought, "done_mapped")
    context = {
        "brought": brought,
        "sheet": found,
        "form": first,
        "columns": known.grouped(columns),
        "is_ignored": kind == IGNORE,
    }
    return render(request, "imports/sheet.html", context)


class Known:
    """What is known of a sheet as a list of one kind."""

    def __init__(self, brought: Import, sheet: ImportedSheet, pack: Pack, kind: str) -> None:
        self.sheet, self.kind, self.pack = sheet, kind, pack
        self.before = said_of(brought, sheet)
        self.samples = samples_of(brought, sheet)

    def columns(self, sent: Any) -> ColumnsForm:
        """The form, begun with what was said before or with what the program took the columns for."""
        known = self.pack.kinds.get(self.kind)
        fields = {name: field.title for name, field in known.fields.items()} if known else {}
        headers = headers_of(self.sheet) if fields else []
        initial = {f"column_{number}": self._begun(header) for number, header in enumerate(headers)}
        return ColumnsForm(sent, headers=headers, fields=fields, initial=initial)

    def grouped(self, columns: ColumnsForm) -> list[tuple[str, list[tuple[Any, list[str]]]]]:
        """A heading, its fields and what stands in their columns: first those of which nobody knows what they are."""
        groups: dict[str, list[tuple[Any, list[str]]]] = {"columns_unknown": [], "columns": []}
        for field in columns:
            name = "columns" if field.initial else "columns_unknown"
            groups[name].append((field, self.samples.get(str(field.label), [])))
        return [(spoken(say(f"import_page.{name}")), fields) for name, fields in groups.items() if fields]

    def _begun(self, header: str) -> str:
        if self.before and self.before.kind == self.kind and header in self.before.columns:
            return self.before.columns[header] or IGNORE
        taken = self.kind in (self.sheet.kind, self.sheet.nearest)
        fields = {title: name for name, title in self.sheet.columns.items()} if taken else {}
        return str(fields.get(header, ""))


def _chosen(request: Request, brought: Import, sheet: ImportedSheet, pack: Pack) -> str:
    """The list kind that the columns are shown for."""
    before = said_of(brought, sheet)
    asked = str(request.POST.get("kind") or (before.kind if before else ""))
    known = (*pack.kinds, IGNORE)
    return next((kind for kind in (asked, sheet.kind, sheet.nearest) if kind in known), next(iter(pack.kinds)))
