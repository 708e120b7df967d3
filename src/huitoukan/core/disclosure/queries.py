"""Asking about disclosures."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from huitoukan.core.access.holdings import may
from huitoukan.core.access.permissions import Permission
from huitoukan.core.accounts.models import User
from huitoukan.core.audit.subjects import Subject
from huitoukan.core.disclosure.models import Disclosure


def needed_for(subject: Subject) -> Permission:
    """What it takes to see ``subject`` in full: a colleague's number is one thing, a household's data another."""
    return Permission.SEE_CONTACTS if subject.kind == "account" else Permission.SEE_PERSONAL_DATA


def open_until(*, reader: User, subject: Subject) -> dt.datetime | None:
    """Until when ``reader`` sees ``subject`` in full; None when they see it masked.

    Whoever loses the seat that allowed it sees it masked from then on.
    """
    if not may(reader, needed_for(subject), at=subject.area_code):
        return None
    mine = Disclosure.objects.filter(
        reader=reader, subject_kind=subject.kind, subject_key=subject.key, until__gt=timezone.now()
    )
    return mine.order_by("-until", "-pk").values_list("until", flat=True).first()


def is_open(*, reader: User, subject: Subject) -> bool:
    """Whether ``reader`` sees ``subject`` in full now."""
    return open_until(reader=reader, subject=subject) is not None
