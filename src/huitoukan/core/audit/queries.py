"""Reading the trail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from huitoukan.core.access.holdings import Holder, may_everywhere
from huitoukan.core.access.permissions import Permission
from huitoukan.core.access.scope import visible
from huitoukan.core.audit.chain import COLUMNS, GENESIS, seal
from huitoukan.core.audit.models import Entry, Verification

_AT_ONCE = 2000


def seen_by(who: Holder) -> QuerySet[Entry]:
    """What happened where ``who`` may read the trail."""
    return visible(Entry.objects.all(), to=who, needs=Permission.SEE_AUDIT)


def per_day(entries: QuerySet[Entry], *, days: int) -> dict[dt.date, int]:
    """How many of ``entries`` are of each of the last so many days, today included."""
    today = timezone.localdate()
    wanted = [today - dt.timedelta(days=back) for back in range(days - 1, -1, -1)]
    since = timezone.make_aware(dt.datetime.combine(wanted[0], dt.time.min))
    rows = entries.filter(at__gte=since).annotate(day=_Day("at")).values_list("day")
    counted = dict(rows.annotate(Count("number")).order_by("day"))
    return {day: counted.get(day, 0) for day in wanted}


class _Day(TruncDate):
    """The day by the clock of the office; SQLite is spared calling back for each row."""

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, tuple[Any, ...]]:
        """By what its clock is ahead today, which in this country does not change with the seasons."""
        sql, values = compiler.compile(self.lhs)
        ahead = timezone.localtime().utcoffset() or dt.timedelta()
        return f"DATE({sql}, %s)", (*values, f"{ahead.total_seconds():+.0f} seconds")


def in_order() -> Iterator[Any]:
    """The whole trail from its first row on, a few rows in memory at a time."""
    rows = Entry.objects.order_by("number").values_list(*COLUMNS, named=True)
    return rows.iterator(chunk_size=_AT_ONCE)


def head() -> tuple[int, str]:
    """The number and the seal of the last row."""
    last = Entry.objects.order_by("-number").values_list("number", "seal").first()
    return last or (0, GENESIS)


def is_as_sealed(entry: Entry) -> bool:
    """Whether this row is what was sealed, given the row before it. The whole trail says more."""
    before = Entry.objects.filter(number=entry.number - 1).values_list("seal", flat=True).first()
    return entry.seal == seal(entry, before or GENESIS)


def sees_whole_trail(who: Holder) -> bool:
    """Whether ``who`` may know of every row: only then may they know how many there are."""
    return may_everywhere(who, Permission.SEE_AUDIT)


def last_verification() -> Verification | None:
    """What came of the last reading of the whole trail."""
    return Verification.objects.order_by("-at", "-pk").first()


def last_intact() -> Verification | None:
    """The last reading that found every row as it was sealed."""
    return Verification.objects.filter(broken_at=None).order_by("-at", "-pk").first()
