"""Reading the trail."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from huitoukan.core.access.holdings import Holder
from huitoukan.core.access.permissions import Permission
from huitoukan.core.access.scope import visible
from huitoukan.core.audit.models import Entry


def seen_by(who: Holder) -> QuerySet[Entry]:
    """What happened where ``who`` may read the trail."""
    return visible(Entry.objects.all(), to=who, needs=Permission.SEE_AUDIT)


def per_day(entries: QuerySet[Entry], *, days: int) -> dict[dt.date, int]:
    """How many of ``entries`` are of each of the last so many days, today included."""
    today = timezone.localdate()
    wanted = [today - dt.timedelta(days=back) for back in range(days - 1, -1, -1)]
    since = timezone.make_aware(dt.datetime.combine(wanted[0], dt.time.min))
    rows = entries.filter(at__gte=since).annotate(day=TruncDate("at")).values_list("day")
    counted = dict(rows.annotate(Count("number")).order_by("day"))
    return {day: counted.get(day, 0) for day in wanted}
