"""Findings of a run as rows of the database, each known again from run to run.

They are written a few hundred at a time, and no page shows them before their run is done.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import polars as pl
from django.db import transaction
from django.db.models import QuerySet

from huitoukan.domain.screening.claims import Claim
from huitoukan.domain.screening.enums import PRESENT, RunState, Standing
from huitoukan.domain.screening.models import Finding, Run, Sighting
from huitoukan.messages import say

BATCH = 1_000
_COPIED = [
    field.attname
    for field in Sighting._meta.concrete_fields
    if field.attname not in ("id", "run_id", "standing", "status")
]


def identify(claim: Claim, described: pl.DataFrame, rules: Collection[str], lacking: Mapping[str, list[str]]) -> None:
    """Writes the sightings of the run: what is there, and what the run before saw and this one does not.

    ``rules`` are those of the policy, ``lacking`` says without what some of them were judged.
    """
    run, progress = claim.run, claim.progress
    before = _before(run)
    progress.start(say("run.stage_identifying"), described.height + len(before))
    seen: set[int] = set()
    for rows in described.iter_slices(BATCH):
        with claim.writing():
            seen |= _sight(run, rows, before)
        progress.advance(steps=rows.height)
    lacks = {rule: frozenset(lacking.get(rule, ())) for rule in rules}
    left = sorted(before - seen)
    for start in range(0, len(left), BATCH):
        with claim.writing():
            _miss(run, left[start : start + BATCH], lacks)
        progress.advance(steps=BATCH)
    progress.finish()


def _before(run: Run) -> set[int]:
    """The findings that the run before left on the table, by key."""
    if run.follows_id is None:
        return set()
    rows = Sighting.objects.filter(run=run.follows_id).exclude(standing=Standing.GONE).order_by()
    return set(rows.values_list("finding_id", flat=True).iterator(chunk_size=20_000))


def _sight(run: Run, rows: pl.DataFrame, before: set[int]) -> set[int]:
    known = {each.key: each for each in Finding.objects.filter(key__in=rows["key"].to_list())}
    new = [Finding(key=key, first_run=run, first_seen_on=run.day) for key in rows["key"] if key not in known]
    known |= {each.key: each for each in Finding.objects.bulk_create(new)}
    fresh = {each.key for each in new}
    Sighting.objects.bulk_create(_sightings(run, rows, known, fresh, before))
    return {known[key].pk for key in rows["key"]}


def _sightings(
    run: Run, rows: pl.DataFrame, known: dict[str, Finding], fresh: set[str], before: set[int]
) -> Iterator[Sighting]:
    for row in rows.iter_rows(named=True):
        finding = known[row["key"]]
        again = Standing.STILL if finding.pk in before else Standing.BACK
        standing = Standing.NEW if row["key"] in fresh else again
        yield Sighting(run=run, finding=finding, standing=standing, seen_in=run, **_columns(row, finding))


def _columns(row: dict[str, Any], finding: Finding) -> dict[str, Any]:
    return {
        **{name: row[name] for name in ("area_code", "theme", "rule_id", "family", "kind", "severity", "gravity")},
        **{name: row[name] for name in ("level", "confidence")},
        "household_no": row["household_no"] or "",
        "person_no": row["shown_person"],
        "name": row["shown_name"],
        "sentence": row["shown_sentence"],
        "first_seen_on": finding.first_seen_on,
        "position": row["finding_id"],
    }


def _miss(run: Run, findings: list[int], lacks: Mapping[str, frozenset[str]]) -> None:
    """What is not there: gone, if its rule had all that it had when it was seen; else nothing is known of it.

    What the policy does not ask any more is told once.
    """
    last = Sighting.objects.filter(run=run.follows_id, finding__in=findings).select_related("seen_in")
    asked = [each for each in last.order_by("finding") if each.rule_id in lacks or each.standing in PRESENT]
    copies = []
    for each in asked:
        then = each.seen_in.counts["lacking"].get(each.rule_id, ())
        is_gone = each.rule_id in lacks and lacks[each.rule_id] <= frozenset(then)
        same = {name: getattr(each, name) for name in _COPIED}
        copies.append(Sighting(run=run, standing=Standing.GONE if is_gone else Standing.UNJUDGED, **same))
    Sighting.objects.bulk_create(copies)


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
