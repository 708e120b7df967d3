"""Reading the trail."""

from __future__ import annotations

from django.db.models import QuerySet

from huitoukan.core.access.holdings import Holder
from huitoukan.core.access.permissions import Permission
from huitoukan.core.access.scope import visible
from huitoukan.core.audit.models import Entry


def seen_by(who: Holder) -> QuerySet[Entry]:
    """What happened where ``who`` may read the trail."""
    return visible(Entry.objects.all(), to=who, needs=Permission.SEE_AUDIT)
