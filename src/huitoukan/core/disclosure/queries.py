"""Asking about disclosures."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet
from django.utils import timezone

from huitoukan.core.access.holdings import may
from huitoukan.core.access.permissions import Permission
from huitoukan.core.accounts.models import User
from huitoukan.core.audit.subjects import Subject
from huitoukan.core.disclosure.models import Disclosure
from huitoukan.core.prepared import Prepared


def needed_for(subject: Subject) -> Permission:
    """What it takes to see ``subject`` in full: a colleague's number is one thing, a household's data another."""
    return Permission.SEE_CONTACTS if subject.kind == "account" else Permission.SEE_PERSONAL_DATA


def open_until(*, reader: User, subject: Subject) -> dt.datetime | None:
    """Until when ``reader`` sees ``subject`` in full; None when they see it masked.

    Whoever loses the seat that allowed it sees it masked from then on.
    """
    if not may(reader, needed_for(subject), at=subject.area_code):
        return None
    return _until.first(reader.pk, subject.kind, subject.key, timezone.now())


def _open_to(reader: int, kind: str, key: str, now: dt.datetime) -> QuerySet[Disclosure, dt.datetime]:
    mine = Disclosure.objects.filter(reader=reader, subject_kind=kind, subject_key=key, until__gt=now)
    return mine.order_by("-until", "-pk").values_list("until", flat=True)[:1]


_until = Prepared(_open_to, int, str, str, dt.datetime)


def is_open(*, reader: User, subject: Subject) -> bool:
    """Whether ``reader`` sees ``subject`` in full now."""
    return open_until(reader=reader, subject=subject) is not None
