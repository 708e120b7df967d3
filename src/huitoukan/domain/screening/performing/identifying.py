"""Findings of a run as rows of the database, each known again from run to run.

They are written a few hundred at a time, and no page shows them before their run is done.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import polars as pl
from django.db import transaction
from django.db.models import QuerySet

from huitoukan.domain.screening.claims import Claim
from huitoukan.domain.screening.enums import PRESENT, RunState, Standing
from huitoukan.domain.screening.marking import Status
from huitoukan.domain.screening.models import Finding, Run, Sighting
from huitoukan.domain.screening.performing.writing import BATCH, insert, look_over
from huitoukan.messages import say

_COPIED = [
    field.attname
    for field in Sighting._meta.concrete_fields
    if field.attname not in ("id", "run_id", "standing", "status")
]
_SAME = ("area_code", "theme", "rule_id", "family", "kind", "severity", "gravity", "level", "confidence")
_WRITTEN = ("run_id", "standing", "status", *_COPIED)
_FINDING = ("key", "first_run_id", "first_seen_on")


def identify(claim: Claim, described: pl.DataFrame, rules: Collection[str], lacking: Mapping[str, list[str]]) -> None:
    """Writes the sightings of the run: what is there, and what the run before saw and this one does not.

    ``rules`` are those of the policy, ``lacking`` says without what some of them were judged.
    """
    run, progress = claim.run, claim.progress
    before = _before(run)
    progress.start(say("run.stage_identifying"), described.height + len(before))
    seen: set[int] = set()
    for rows in described.iter_slices(BATCH):
        seen |= _sight(claim, rows, before)
        progress.advance(steps=rows.height)
    lacks = {rule: frozenset(lacking.get(rule, ())) for rule in rules}
    left = sorted(before - seen)
    for start in range(0, len(left), BATCH):
        few = left[start : start + BATCH]
        insert(claim, Sighting, _WRITTEN, list(_missing(run, few, lacks)))
        progress.advance(steps=len(few))
    look_over(Sighting)
    progress.finish()


def _before(run: Run) -> set[int]:
    """The findings that the run before left on the table, by key."""
    if run.follows_id is None:
        return set()
    rows = Sighting.objects.filter(run=run.follows_id).exclude(standing=Standing.GONE).order_by()
    return set(rows.values_list("finding_id", flat=True).iterator(chunk_size=20_000))


def _sight(claim: Claim, rows: pl.DataFrame, before: set[int]) -> set[int]:
    run, day = claim.run, claim.run.day.isoformat()
    keys = rows["key"].to_list()
    old = _known(keys)
    insert(claim, Finding, _FINDING, [(key, run.pk, day) for key in keys if key not in old])
    known = old | _known([key for key in keys if key not in old])
    sightings = []
    for row in rows.iter_rows(named=True):
        finding, first_seen_on = known[row["key"]]
        again = Standing.STILL if finding in before else Standing.BACK
        standing = again if row["key"] in old else Standing.NEW
        sightings.append(_sighting(run, row, finding, first_seen_on, standing))
    insert(claim, Sighting, _WRITTEN, sightings)
    return {known[key][0] for key in keys}


def _known(keys: Sequence[str]) -> dict[str, tuple[int, dt.date]]:
    rows = Finding.objects.filter(key__in=keys).values_list("key", "pk", "first_seen_on")
    return {key: (pk, day) for key, pk, day in rows}


def _sighting(
    run: Run, row: Mapping[str, Any], finding: int, first_seen_on: dt.date, standing: Standing
) -> tuple[Any, ...]:
    values = {
        **{name: row[name] for name in _SAME},
        "finding_id": finding,
        "household_no": row["household_no"] or "",
        "person_no": row["shown_person"],
        "name": row["shown_name"],
        "sentence": row["shown_sentence"],
        "first_seen_on": first_seen_on.isoformat(),
        "seen_in_id": run.pk,
        "position": row["finding_id"],
    }
    return (run.pk, standing.value, Status.OPEN.value, *(values[name] for name in _COPIED))


def _missing(run: Run, findings: Sequence[int], lacks: Mapping[str, frozenset[str]]) -> Iterator[tuple[Any, ...]]:
    """What is not there: gone, if its rule had all that it had when it was seen; else nothing is known of it.

    What the policy does not ask any more is told once.
    """
    last = Sighting.objects.filter(run=run.follows_id, finding__in=findings).select_related("seen_in")
    for each in last.order_by("finding_id"):
        if each.rule_id in lacks or each.standing in PRESENT:
            then = each.seen_in.counts["lacking"].get(each.rule_id, ())
            is_gone = each.rule_id in lacks and lacks[each.rule_id] <= frozenset(then)
            standing = Standing.GONE if is_gone else Standing.UNJUDGED
            same = {name: getattr(each, name) for name in _COPIED} | {"first_seen_on": each.first_seen_on.isoformat()}
            yield (run.pk, standing.value, Status.OPEN.value, *same.values())


def remove_remains(run: Run) -> None:
    """What earlier tries of ``run`` wrote, and runs before it that came to nothing, a few rows at a time."""
    unfinished = Run.objects.filter(pk__lte=run.pk).exclude(state=RunState.DONE)
    _remove(Sighting.objects.filter(run__in=unfinished))
    _remove(Finding.objects.filter(first_run__in=unfinished))


def _remove(rows: QuerySet[Any]) -> None:
    while True:
        with transaction.atomic():
            few = list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])
            if not few:
                return
            rows.model._base_manager.filter(pk__in=few).delete()
