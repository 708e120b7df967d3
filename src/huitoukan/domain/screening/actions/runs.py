"""Asking for runs, cancelling them, and how they end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from huitoukan.core.access.holdings import require_everywhere
from huitoukan.core.access.permissions import Permission
from huitoukan.core.accounts.models import User
from huitoukan.core.actions import action
from huitoukan.core.areas.queries import root_code
from huitoukan.core.audit.actions import record
from huitoukan.core.audit.events import Event
from huitoukan.core.audit.subjects import Subject
from huitoukan.core.background.queue import enqueue
from huitoukan.core.saying import in_both
from huitoukan.domain.linkage_review.enlisting import take_effect
from huitoukan.domain.policies.models import PolicyVersion
from huitoukan.domain.policies.queries import drafts, number_in_force
from huitoukan.domain.registry.models import ImportedList
from huitoukan.domain.registry.queries import as_of, households, newest_landing
from huitoukan.domain.registry.snapshots import NothingRegistered, lists_for, lists_landed
from huitoukan.domain.screening.actions.endings import end_marks, show_marks
from huitoukan.domain.screening.claims import Claim, move
from huitoukan.domain.screening.enums import RunState
from huitoukan.domain.screening.models import Run
from huitoukan.domain.screening.queries.runs import latest_run
from huitoukan.messages import Mendable, Message, say
from huitoukan.policy import Pack
from huitoukan.policy.expressions.folding import Constant
from huitoukan.policy.parameters import plain

TASK = "huitoukan.domain.screening.tasks.judge"


class WrongRun(Mendable):
    """A run that cannot be asked for so."""


@action
def ask_for_run(*, by: User, day: dt.date, lists: Sequence[ImportedList] | None = None) -> Run:
    """The registry judged as on ``day``, with ``lists`` beside it (None: what ``lists_for`` gives).

    Raises ``Refused``, :class:`WrongRun`, ``NothingRegistered``.
    """
    require_everywhere(by, Permission.RUN_CHECKS)
    before = latest_run()
    check_day(day, before)
    if not households(as_of(day)).exists():
        raise NothingRegistered(say("run.nothing_registered", day=day.isoformat()))
    chosen = lists_for(day) if lists is None else list(lists)
    known = set(lists_landed(day).values_list("pk", flat=True))
    if any(each.pk not in known for each in chosen):
        raise WrongRun(say("run.wrong_list"))
    run = Run(day=day, landing=newest_landing(), policy=number_in_force(), follows=before, asked_by=by)
    return _begin(run, chosen)


def check_day(day: dt.date, before: Run | None) -> None:
    """Runs follow one another, and none is about a day to come. Raises :class:`WrongRun`."""
    if day > timezone.localdate():
        raise WrongRun(say("run.day_to_come", day=day.isoformat()))
    if before is not None and day < before.day:
        raise WrongRun(say("run.day_before_last", day=before.day.isoformat()))


@action
def ask_for_trial(*, by: User, draft: PolicyVersion) -> Run:
    """The newest run once more under ``draft``, to see what it would change. Raises ``Refused``, :class:`WrongRun`."""
    require_everywhere(by, Permission.EDIT_POLICY)
    before = latest_run()
    if before is None:
        raise WrongRun(say("run.nothing_to_try_on"))
    if not drafts().filter(pk=draft.pk).exists():
        raise WrongRun(say("run.draft_gone"))
    trial = Run(day=before.day, landing=before.landing, policy=draft.pk, is_trial=True, follows=before, asked_by=by)
    return _begin(trial, list(before.lists.all()))


def _begin(run: Run, lists: Sequence[ImportedList]) -> Run:
    try:
        with transaction.atomic():
            run.save(force_insert=True)
    except IntegrityError:
        raise WrongRun(say("run.under_way")) from None
    run.lists.set(lists)
    if not run.is_trial:
        record(event=Event.RUN_ASKED, by=run.asked_by, subject=as_subject(run), lists=len(lists), policy=run.policy)
    enqueue(TASK, run.pk)
    return run


@action
def cancel(*, by: User, run: Run) -> Run:
    """Nobody waits for ``run`` any more; what it has done so far goes. Raises ``Refused``, ``WrongMove``."""
    require_everywhere(by, Permission.EDIT_POLICY if run.is_trial else Permission.RUN_CHECKS)
    run = Run.objects.select_for_update().get(pk=run.pk)
    move(run, RunState.CANCELLED, ended_at=timezone.now())
    if not run.is_trial:
        record(event=Event.RUN_CANCELLED, by=by, subject=as_subject(run))
    return run


def fail(*, claim: Claim, problem: Message) -> None:
    """The run could not be done, and says why."""
    with claim.writing() as run:
        move(run, RunState.FAILED, ended_at=timezone.now(), problem=in_both(problem))
        if not run.is_trial:
            record(event=Event.RUN_FAILED, by=None, subject=as_subject(run))


def finish(*, claim: Claim, pack: Pack, parameters: Mapping[str, Constant], counts: Mapping[str, Any]) -> None:
    """From now on pages show what the run has found."""
    with claim.writing() as run:
        if not run.is_trial:
            if run.follows_id is not None:
                # whoever marks a finding holds the newest run, and waits for us
                Run.objects.select_for_update().get(pk=run.follows_id)
            end_marks(run)
            show_marks(run)
            take_effect(run=run.pk)
            record(event=Event.RUN_DONE, by=None, subject=as_subject(run), count=counts["findings"])
        said = {name: plain(value) for name, value in sorted(parameters.items())}
        kept = {"pack": pack.id, "pack_version": pack.version, "parameters": said, "counts": dict(counts)}
        move(run, RunState.DONE, ended_at=timezone.now(), progress={}, **kept)


def as_subject(run: Run) -> Subject:
    """For the audit trail."""
    return Subject("run", str(run.pk), run.day.isoformat(), root_code())
