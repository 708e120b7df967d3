"""What happened to one thing."""

from __future__ import annotations

from django.db.models import QuerySet

from huitoukan.core.access.holdings import Holder
from huitoukan.core.audit.models import Entry
from huitoukan.core.audit.queries import seen_by
from huitoukan.core.audit.subjects import Subject

LATEST = 20


def of(subject: Subject, *, reader: Holder) -> QuerySet[Entry]:
    """The last events about ``subject`` that happened where ``reader`` may read the trail, the latest first."""
    return seen_by(reader).filter(subject_kind=subject.kind, subject=subject.key).order_by("-number")[:LATEST]
