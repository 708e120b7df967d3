"""The findings of the newest run, and all about one of them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from huitoukan.core.access.holdings import may
from huitoukan.core.access.permissions import Permission
from huitoukan.core.areas.queries import full_names
from huitoukan.core.audit.events import Event
from huitoukan.core.disclosure.actions import note_opening
from huitoukan.core.disclosure.queries import open_until
from huitoukan.domain.policies.queries import pack_of
from huitoukan.domain.registry.queries.pasts import has_past
from huitoukan.domain.screening.decisions import decisions_open_to
from huitoukan.domain.screening.enums import Standing
from huitoukan.domain.screening.marking import Status
from huitoukan.domain.screening.models import Run, Sighting
from huitoukan.domain.screening.queries.evidence import evidence
from huitoukan.domain.screening.queries.findings import (
    Tally,
    as_subject,
    findings_seen_by,
    newest_sighting,
    tally_once,
)
from huitoukan.domain.screening.queries.histories import history
from huitoukan.domain.screening.queries.overviews import newest_step
from huitoukan.domain.screening.queries.runs import bulky, latest_in_brief, runs_done
from huitoukan.web.disclosing import disclose
from huitoukan.web.findings.forms import FORMS, mark_form, step_form
from huitoukan.web.findings.tables import (
    SEVERITY_TONES,
    STANDING_TONES,
    STATUS_TONES,
    FindingFilters,
    FindingTable,
)
from huitoukan.web.listing import show_list
from huitoukan.web.requests import Request, number_in
from huitoukan.web.rules import page

_STANDINGS = (Standing.NEW, Standing.BACK, Standing.STILL, Standing.GONE, Standing.UNJUDGED)


@page(needs=Permission.SEE_FINDINGS)
@require_safe
def findings(request: Request) -> HttpResponseBase:
    """What the newest run found, or the run that is named."""
    run = _run(request)
    if run is None:
        return render(request, "findings/none.html", {"may_run": may(request.user, Permission.RUN_CHECKS)})
    rows, step = findings_seen_by(request.user, run), str(newest_step())
    kept = {"run": str(run.pk)} if "run" in request.GET else {}
    whole = not (request.htmx and request.htmx.target == "rows")
    return show_list(
        request,
        "findings/list.html",
        rows=rows,
        table=FindingTable,
        filters=FindingFilters,
        file_name="findings",
        as_long_as=step,
        run=run,
        kept=kept,
        may_see_runs=may(request.user, Permission.SEE_LISTS),
        chips=_chips(tally_once(rows, as_long_as=step), kept) if whole else [],
    )


def _run(request: Request) -> Run | None:
    asked = number_in(request, "run")
    return latest_in_brief() if asked is None else runs_done().defer(*bulky()).filter(pk=asked).first()


def _chips(told: Tally, kept: dict[str, str]) -> list[tuple[Any, int, str]]:
    """The counts by which most people begin, each with where it leads."""
    standings = [("standing", each, told.standing[each]) for each in _STANDINGS]
    statuses = [("status", Status.EXEMPT, told.exempt), ("status", Status.WRONG, told.wrong)]
    address = reverse("findings")
    return [
        (each.label, count, f"{address}?{urlencode({**kept, name: each.value})}")
        for name, each, count in (*standings, *statuses)
    ]


@page(needs=Permission.SEE_FINDINGS)
@require_safe
def finding(request: Request, pk: int) -> HttpResponse:
    """All about one finding, as the newest run that has it tells."""
    return show(request, seen(request, pk))


@page(needs=Permission.SEE_PERSONAL_DATA)
@require_http_methods(["GET", "POST"])
def finding_disclose(request: Request, pk: int) -> HttpResponse:
    """Asks why, and shows numbers and rows in full for some minutes."""
    found = seen(request, pk)
    back, subject = reverse("finding", args=[pk]), as_subject(found, pack_of(found.seen_in.policy))
    return disclose(request, subject=subject, name=found.name or subject.name, back=back, among="findings")


def seen(request: Request, pk: int) -> Sighting:
    """Where the newest run saw the finding, if this reader may see it there."""
    run = latest_in_brief()
    found = None if run is None else newest_sighting(request.user, run, pk)
    if found is None:
        raise Http404
    return found


def show(request: Request, found: Sighting, **given: BaseForm) -> HttpResponse:
    """The page of a finding; ``given`` are forms on it that were sent and have complaints."""
    pack = pack_of(found.seen_in.policy)
    subject = as_subject(found, pack)
    note_opening(by=request.user, subject=subject, event=Event.FINDING_OPENED)
    shown_until = open_until(reader=request.user, subject=subject)
    told = evidence(found, pack, is_open=bool(shown_until))
    past = history(request.user, found.finding)
    may_mark = may(request.user, Permission.MARK_FINDINGS, at=found.area_code)
    return render(
        request,
        "findings/detail.html",
        {
            "finding": found,
            "told": told,
            "family": pack.families.get(found.family),
            "place": full_names({found.area_code})[found.area_code],
            "history": past,
            "tones": {
                "severity": SEVERITY_TONES.get(found.severity, ""),
                "standing": STANDING_TONES.get(Standing(found.standing), ""),
                "status": STATUS_TONES.get(Status(found.status), ""),
            },
            "shown_until": shown_until,
            "may_disclose": may(request.user, Permission.SEE_PERSONAL_DATA, at=found.area_code),
            "may_read_rule": may(request.user, Permission.SEE_POLICY),
            "may_open_household": bool(found.household_no) and has_past(request.user, found.household_no),
            "forms": [] if past.live or not may_mark or found.standing == Standing.GONE else _forms(given),
            "complaints": list(given.values()),
            "live": past.live,
            "steps": [
                (step, given.get(step) or step_form(step)) for step in decisions_open_to(request.user, past.live)
            ],
            "today": timezone.localdate(),
        },
    )


def _forms(given: dict[str, BaseForm]) -> list[tuple[str, BaseForm]]:
    return [(kind, given.get(kind) or mark_form(kind)) for kind in FORMS]
