"""Saying of a finding that it is for a case, exempt for a time, or wrong; and deciding what others have said.

Nobody decides what they asked for themselves. An exemption goes level by level: whoever answers for the township
first, then the county. Whoever may decide for a level and asks has given that level's word already.
"""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone

from huitoukan.core.access.permissions import Permission
from huitoukan.core.accounts.models import User
from huitoukan.core.actions import action
from huitoukan.core.areas.codes import level_of
from huitoukan.core.audit.actions import record
from huitoukan.domain.screening.actions.endings import as_subject
from huitoukan.domain.screening.deciding import (
    NARROW,
    WrongMark,
    levels,
    require_at,
    require_county,
    require_level,
    require_other,
)
from huitoukan.domain.screening.enums import RunState, Standing
from huitoukan.domain.screening.marking import (
    LIVE,
    MARK_EVENTS,
    MARK_MOVES,
    MARK_OWNERS,
    STATUSES,
    MarkKind,
    MarkState,
    Status,
)
from huitoukan.domain.screening.models import Mark, Run, Sighting, Step
from huitoukan.messages import say

SHORTEST = 4
LONGEST = 500


@action
def mark_for_case(*, by: User, sighting: Sighting, reason: str) -> Mark:
    """Somebody should act on it. Raises ``Refused``, ``WrongMark``."""
    now, run = _sighting(by, sighting)
    return _begin(by, now, run, Mark(kind=MarkKind.FOR_CASE, state=MarkState.AGREED, reason=_text(reason)))


@action
def ask_exemption(*, by: User, sighting: Sighting, reason: str, until: dt.date) -> Mark:
    """It is so, and in order up to and on the day ``until``, as ``reason`` shows. Raises ``Refused``, ``WrongMark``."""
    now, run = _sighting(by, sighting)
    _check_until(until)
    decides = bool(levels(by, now.area_code)) or level_of(now.area_code) not in NARROW
    state = MarkState.PASSED if decides else MarkState.ASKED
    return _begin(by, now, run, Mark(kind=MarkKind.EXEMPT, state=state, reason=_text(reason), until=until))


@action
def call_wrong(*, by: User, sighting: Sighting, reason: str, checked: str) -> Mark:
    """It is not so, as whoever looked at ``checked`` found. Raises ``Refused``, ``WrongMark``."""
    now, run = _sighting(by, sighting)
    mark = Mark(kind=MarkKind.WRONG, state=MarkState.ASKED, reason=_text(reason), checked=_text(checked))
    return _begin(by, now, run, mark)


@action
def agree(*, by: User, mark: Mark, note: str = "") -> Mark:
    """The level whose turn it is agrees to an exemption. Raises ``Refused``, ``WrongMark``."""
    mark = _mark(mark, MarkKind.EXEMPT)
    to = MarkState.PASSED if mark.state == MarkState.ASKED else MarkState.AGREED
    _check_move(mark, to)
    require_level(by, mark, _owner(mark))
    if mark.until is not None:
        _check_until(mark.until)
    return _move(by, mark, to, _note(note))


@action
def confirm_wrong(*, by: User, mark: Mark, note: str = "") -> Mark:
    """Another person agrees that the finding is wrong. Raises ``Refused``, ``WrongMark``."""
    mark = _mark(mark, MarkKind.WRONG)
    _check_move(mark, MarkState.AGREED)
    require_other(by, mark, _owner(mark))
    return _move(by, mark, MarkState.AGREED, _note(note))


@action
def refuse(*, by: User, mark: Mark, note: str) -> Mark:
    """Whoever could agree does not, and says why. Raises ``Refused``, ``WrongMark``."""
    mark = _mark(mark)
    _check_move(mark, MarkState.REFUSED)
    if mark.kind == MarkKind.EXEMPT:
        require_level(by, mark, _owner(mark))
    else:
        require_other(by, mark, _owner(mark))
    return _move(by, mark, MarkState.REFUSED, _text(note))


@action
def withdraw(*, by: User, mark: Mark, note: str = "") -> Mark:
    """Takes back what was asked for. What holds already is taken back by whoever could have agreed, and says why."""
    mark = _mark(mark)
    if mark.state != MarkState.AGREED:
        require_at(by, mark, Permission.MARK_FINDINGS)
        if mark.asked_by_id != by.pk:
            raise WrongMark(say("mark.not_yours"))
        return _move(by, mark, MarkState.WITHDRAWN, _note(note))
    require_at(by, mark, _owner(mark))
    if mark.kind == MarkKind.EXEMPT:
        require_county(by, mark)
    return _move(by, mark, MarkState.WITHDRAWN, _note(note) if mark.kind == MarkKind.FOR_CASE else _text(note))


def _sighting(by: User, sighting: Sighting) -> tuple[Sighting, Run]:
    """The finding in the newest run, which stays the newest until the transaction ends."""
    run = _newest()
    now = Sighting.objects.filter(run=run, finding=sighting.finding_id).exclude(standing=Standing.GONE).first()
    require_at(by, now or sighting, Permission.MARK_FINDINGS)
    if now is None:
        raise WrongMark(say("mark.not_there"))
    return now, run


def _newest() -> Run:
    """The newest run, locked: one that ends now waits for what is said here, and shows it."""
    done = Run.objects.filter(state=RunState.DONE, is_trial=False)
    held = done.select_for_update().order_by("-pk").first()
    assert held  # there is a finding
    # whoever waited for the lock may have waited for a newer run
    return done.order_by("-pk")[:1].get()


def _begin(by: User, sighting: Sighting, run: Run, mark: Mark) -> Mark:
    mark.finding_id, mark.run, mark.asked_by = sighting.finding_id, run, by
    mark.area_code, mark.theme, mark.rule_id = sighting.area_code, sighting.theme, sighting.rule_id
    try:
        with transaction.atomic():
            mark.save(force_insert=True)
    except IntegrityError:
        raise WrongMark(say("mark.has_one")) from None
    return _tell(by, mark, "", run)


def _mark(mark: Mark, kind: MarkKind | None = None) -> Mark:
    """As it is now, and nobody else's to move until the transaction ends."""
    now = Mark.objects.select_for_update(of=("self",)).select_related("run").get(pk=mark.pk)
    if now.state not in LIVE or (kind is not None and now.kind != kind):
        raise _no_move(now)
    return now


def _owner(mark: Mark) -> Permission:
    return MARK_OWNERS[MarkKind(mark.kind), MarkState(mark.state)]


def _check_move(mark: Mark, to: MarkState) -> None:
    if to not in MARK_MOVES[MarkKind(mark.kind), MarkState(mark.state)]:
        raise _no_move(mark)


def _no_move(mark: Mark) -> WrongMark:
    return WrongMark(say("mark.wrong_move", now=say(f"mark.state_{mark.state}")))


def _move(by: User, mark: Mark, to: MarkState, note: str) -> Mark:
    _check_move(mark, to)
    run = _newest()
    mark.state = to
    mark.save(update_fields=["state"])
    return _tell(by, mark, note, run)


def _tell(by: User, mark: Mark, note: str, run: Run) -> Mark:
    """The step, what lists show, and the trail."""
    kind, state = MarkKind(mark.kind), MarkState(mark.state)
    Step.objects.create(mark=mark, state=state, by=by, note=note)
    Sighting.objects.filter(run=run, finding=mark.finding_id).update(status=STATUSES.get((kind, state), Status.OPEN))
    until = mark.until.isoformat() if mark.until else None
    record(event=MARK_EVENTS[kind, state], by=by, subject=as_subject(mark), mark=mark.pk, until=until)
    return mark


def _check_until(until: dt.date) -> None:
    if until < timezone.localdate():
        raise WrongMark(say("mark.until_past"))


def _text(text: str) -> str:
    kept = _note(text)
    if len(kept) < SHORTEST:
        raise WrongMark(say("mark.too_short", length=SHORTEST))
    return kept


def _note(text: str) -> str:
    kept = " ".join(text.split())
    if len(kept) > LONGEST:
        raise WrongMark(say("mark.too_long", length=LONGEST))
    return kept
