"""Runs and findings for programs."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Path, Query, Schema

from huitoukan.core.access.permissions import Permission
from huitoukan.core.access.scope import in_area
from huitoukan.core.audit.events import Event
from huitoukan.core.disclosure.actions import note_opening
from huitoukan.domain.policies.queries import pack_of
from huitoukan.domain.screening.enums import Confidence, Standing
from huitoukan.domain.screening.marking import Status
from huitoukan.domain.screening.models import Sighting
from huitoukan.domain.screening.queries import findings as queries
from huitoukan.domain.screening.queries.evidence import evidence
from huitoukan.domain.screening.queries.hits import lacking
from huitoukan.domain.screening.queries.runs import latest_run, runs_done
from huitoukan.policy.models import RuleKind, Severity
from huitoukan.web.api.codes import CODE, LARGEST, NUMBER, RULE, WORD, area_of
from huitoukan.web.api.paging import Asked, some
from huitoukan.web.api.site import read
from huitoukan.web.requests import Request

_ORDER = ("gravity", "area_code", "pk")


class RunAnswer(Schema):
    """A run of the checks that is done."""

    id: int
    day: dt.date
    landing: int
    policy: int
    """The number of the version of the policy it was made under."""
    pack: str
    pack_version: str
    asked_at: dt.datetime
    ended_at: dt.datetime | None


class RunsAnswer(Schema):
    """Some runs, the newest first."""

    items: list[RunAnswer]


class TalliedRun(RunAnswer):
    """A run, with what the reader may see of its findings in numbers."""

    parameters: dict[str, str]
    not_judged: dict[str, list[str]]
    """Rule → the lists and columns that it lacked."""
    to_do: int
    severity: dict[str, int]
    confidence: dict[str, int]
    standing: dict[str, int]
    status: dict[str, int]


class FindingAnswer(Schema):
    """A finding in a run."""

    id: int
    finding: int
    """The same from run to run."""
    run: int
    rule_id: str
    family: str
    kind: RuleKind
    severity: Severity
    level: str
    """Whom it is about: person, household or village."""
    standing: Standing
    status: Status
    confidence: Confidence
    area_code: str
    theme: str
    household_no: str
    person_no: str
    name: str
    sentence: str
    first_seen_on: dt.date


class FindingsAnswer(Schema):
    """Some findings, the gravest first."""

    run: int
    items: list[FindingAnswer]
    next: str | None


class FactAnswer(Schema):
    """What was known, as the rule asks it."""

    title: str
    value: str | None
    unit: str
    absent: list[str]


class SourceAnswer(Schema):
    """A row of a list as it was; ID and telephone numbers are masked."""

    kind: str
    title: str
    file: str
    sheet: str
    row: int
    method: str
    score: float | None
    evidence: str
    cells: list[tuple[str, str]]
    facts: list[str]


class WholeFinding(FindingAnswer):
    """A finding with everything that speaks for it."""

    policy: int
    rule: str
    advice: str
    facts: list[FactAnswer]
    sources: list[SourceAnswer]
    source_count: int


class FindingsAsked(Asked):
    """Which findings of a run."""

    area: str | None = Query(None, pattern=CODE, description="在哪个区域内 / in which area")
    rule_id: str | None = Query(None, pattern=RULE, max_length=80, description="规则 / the rule")
    family: str | None = Query(None, pattern=WORD, max_length=60, description="规则族 / the family of the rule")
    kind: RuleKind | None = Query(None, description="类型 / the kind of the rule")
    severity: Severity | None = Query(None, description="轻重 / how grave")
    confidence: Confidence | None = Query(None, description="把握程度 / how sure")
    standing: Standing | None = Query(None, description="与上次核查相比 / held against the run before")
    status: Status | None = Query(None, description="处理状态 / what people said of it")
    household_no: str | None = Query(None, pattern=NUMBER, description="户编号 / the number of the household")


_SAME = ("rule_id", "family", "kind", "severity", "confidence", "standing", "status", "household_no")
MOST_RUNS = 50


@read("runs", name="api_runs", needs=Permission.SEE_FINDINGS, gives=RunsAnswer, about="核查 / Runs")
def runs(request: Request) -> dict[str, Any]:
    """The newest that are done."""
    return {"items": runs_done()[:MOST_RUNS]}


@read("runs/{run}", name="api_run", needs=Permission.SEE_FINDINGS, gives=TalliedRun, about="一次核查 / One run")
def run(
    request: Request, run: int = Path(..., ge=1, le=LARGEST, description="核查编号 / the number of the run")
) -> dict[str, Any]:
    """With what you may see of it in numbers."""
    found = get_object_or_404(runs_done(), pk=run)
    tally = queries.tally(queries.findings_seen_by(request.user, found))
    return {
        **RunAnswer.from_orm(found).dict(),
        "parameters": found.parameters,
        "not_judged": lacking(found),
        "to_do": tally.to_do,
        **{name: dict(getattr(tally, name)) for name in ("severity", "confidence", "standing", "status")},
    }


@read(
    "runs/{run}/findings",
    name="api_findings",
    takes=FindingsAsked,
    needs=Permission.SEE_FINDINGS,
    gives=FindingsAnswer,
    about="一次核查的问题 / Findings of a run",
)
def findings(
    request: Request,
    asked: Query[FindingsAsked],
    run: int = Path(
        ..., ge=0, le=LARGEST, description="核查编号，0 为最近一次 / the number of the run; 0 for the newest"
    ),
) -> dict[str, Any]:
    """Also what is gone since the run before, or could not be judged; ``run`` 0 is the newest."""
    of = latest_run() if run == 0 else runs_done().filter(pk=run).first()
    if of is None:
        raise Http404
    rows = _chosen(queries.findings_seen_by(request.user, of), asked)
    found = some(rows, _ORDER, asked, f"findings-{of.pk}")
    return {"run": of.pk, "items": list(map(_finding, found.rows)), "next": found.next}


def _finding(row: Sighting) -> dict[str, Any]:
    plain = {name: getattr(row, name) for name in FindingAnswer.model_fields if name not in ("finding", "run")}
    return {**plain, "finding": row.finding_id, "run": row.run_id}


def _chosen(rows: QuerySet[Any], asked: FindingsAsked) -> QuerySet[Any]:
    wanted = {name: value for name in _SAME if (value := getattr(asked, name)) is not None}
    rows = rows.filter(**wanted)
    return rows.filter(in_area("area_code", area_of(asked.area))) if asked.area else rows


@read(
    "runs/{run}/findings/{finding}",
    name="api_finding",
    needs=Permission.SEE_FINDINGS,
    gives=WholeFinding,
    about="一个问题及其依据 / One finding and what speaks for it",
)
def finding(
    request: Request,
    run: int = Path(..., ge=1, le=LARGEST, description="核查编号 / the number of the run"),
    finding: int = Path(..., ge=1, le=LARGEST, description="清单里的 id / the id that the list gives"),
) -> dict[str, Any]:
    """By the ``id`` that a list of findings gives. That it was opened is in the audit trail."""
    of = get_object_or_404(runs_done(), pk=run)
    found = queries.sighting_seen_by(request.user, of, finding)
    if found is None:
        raise Http404
    pack = pack_of(found.seen_in.policy)
    told = evidence(found, pack)
    rule, advice = (told.rule.title, told.rule.advice) if told.rule else (found.rule_id, "")
    note_opening(by=request.user, subject=queries.as_subject(found, pack), event=Event.FINDING_OPENED)
    return {
        **_finding(found),
        "policy": found.seen_in.policy,
        "rule": rule,
        "advice": advice,
        "facts": [asdict(fact) for fact in told.facts],
        "sources": [asdict(row) for row in told.rows],
        "source_count": told.row_count,
    }
