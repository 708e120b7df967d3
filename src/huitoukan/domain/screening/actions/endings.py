"""What a new run does to the marks on findings: some end by themselves, the others hold on."""

from __future__ import annotations

from django.db.models import Q

from huitoukan.core.audit.actions import record
from huitoukan.core.audit.subjects import Subject
from huitoukan.domain.policies.queries import pack_of
from huitoukan.domain.screening.enums import Standing
from huitoukan.domain.screening.marking import MARK_EVENTS, STATUSES, MarkKind, MarkState
from huitoukan.domain.screening.models import Mark, Run, Sighting, Step


def end_marks(run: Run) -> None:
    """Exemptions past their last day, and words against findings that were gone and are back: look anew."""
    back = Sighting.objects.filter(run=run, standing=Standing.BACK).values("finding")
    past = Q(kind=MarkKind.EXEMPT, until__lt=run.day)
    overtaken = Q(kind=MarkKind.WRONG, finding__in=back)
    for mark in Mark.objects.select_for_update().filter(past | overtaken, state=MarkState.AGREED).order_by("pk"):
        mark.state = MarkState.ENDED
        mark.save(update_fields=["state"])
        Step.objects.create(mark=mark, state=MarkState.ENDED)
        kind = MarkKind(mark.kind)
        record(event=MARK_EVENTS[kind, MarkState.ENDED], by=None, subject=as_subject(mark), mark=mark.pk)


def show_marks(run: Run) -> None:
    """The live marks on the findings of ``run``."""
    for (kind, state), status in STATUSES.items():
        marked = Mark.objects.filter(kind=kind, state=state).values("finding")
        Sighting.objects.filter(run=run, finding__in=marked).update(status=status)


def as_subject(mark: Mark) -> Subject:
    """For the audit trail: which problem it is, not whose."""
    rule = pack_of(mark.run.policy).rules.get(mark.rule_id)
    return Subject("finding", str(mark.finding_id), rule.title if rule else mark.rule_id, mark.area_code)
