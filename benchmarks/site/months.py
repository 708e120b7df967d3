"""Months of an office's work: lists brought and landed, runs with as many findings as are asked for, marks on them.

Everything is done as a server does it, but that the checks are made once for all runs: each run is given a share of
what they find, so that findings are new, still there, gone and back again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

import polars as pl
from django.core.files import File
from django.db import transaction
from django.db.models import QuerySet

from huitoukan.core.accounts.models import User
from huitoukan.core.audit.actions import record
from huitoukan.core.audit.events import Event
from huitoukan.domain.linkage_review.enlisting import enlist
from huitoukan.domain.linkage_review.verdicts import decisions
from huitoukan.domain.policies.queries import pack_in_force
from huitoukan.domain.registry import tasks
from huitoukan.domain.registry.actions import ask_to_land, bring
from huitoukan.domain.registry.enums import ImportState
from huitoukan.domain.registry.models import HouseholdVersion, Import
from huitoukan.domain.registry.queries import as_of
from huitoukan.domain.registry.queries.pasts import as_subject
from huitoukan.domain.registry.snapshots import Snapshot, lists_for, snapshot
from huitoukan.domain.screening.actions import marks
from huitoukan.domain.screening.actions.runs import ask_for_run, finish
from huitoukan.domain.screening.claims import Claim, claim
from huitoukan.domain.screening.folders import FACTS, FINDINGS, SOURCES, folder_of
from huitoukan.domain.screening.marking import Status
from huitoukan.domain.screening.models import Run, Sighting
from huitoukan.domain.screening.performing.counting import count
from huitoukan.domain.screening.performing.describing import describe
from huitoukan.domain.screening.performing.identifying import identify
from huitoukan.domain.screening.performing.keeping import SMALL_GROUP, keep_tables
from huitoukan.domain.screening.queries.findings import findings_seen_by, present
from huitoukan.domain.screening.queries.runs import latest_run
from huitoukan.engine.results import Result
from huitoukan.engine.run import Judging
from huitoukan.engine.workplace import room_in
from huitoukan.policy import Pack, parameters_on

_SHARES = ((0, 3), (1, 3), (2,))
"""What each run does not see, in twentieths: the newest has findings of every standing."""
_PARTS = 20
_MARKED = 150


class Failed(SystemExit):
    """Our own program does not take the lists, or finds too little in them."""


def bring_and_land(by: User, paths: Sequence[Path], day: dt.date) -> None:
    """``by`` brings lists of a part of the county, which land."""
    with ExitStack() as opened:
        files: list[Any] = [File(opened.enter_context(path.open("rb")), name=path.name) for path in paths]
        brought = bring(by=by, files=files, day=day, is_complete=False)
    tasks.read.call(brought.pk)
    _be_sure(brought, ImportState.READ)
    ask_to_land(by=by, brought=brought)
    tasks.land.call(brought.pk)
    _be_sure(brought, ImportState.LANDED)


def _be_sure(brought: Import, state: ImportState) -> None:
    brought.refresh_from_db()
    if brought.state != state:
        raise Failed(f"{brought.files}: {brought.state} {brought.problem}")


@dataclass(frozen=True, slots=True)
class _Judged:
    """What the checks find, with the findings in an order that says nothing."""

    pack: Pack
    taken: Snapshot
    result: Result
    found: pl.DataFrame


def run_the_checks(by: User, days: Sequence[dt.date], findings: int, work: Path) -> None:
    """A run on each of ``days``; the newest finds so many."""
    pack = pack_in_force()
    with room_in(work):
        at = as_of(days[0])
        taken = snapshot(at, lists_for(days[0]), work / "snapshot", pack)
        judging = Judging(pack, days[0], parameters_on(pack, days[0]), work / "judging", decisions())
        result = judging.judge(taken.sheets)
        found = describe(result, pack, at).sort(pl.col("key").hash(seed=1))
        wanted = -(-findings * _PARTS // (_PARTS - 1))
        if found.height < wanted:
            raise Failed(f"{found.height} findings are too few to take {findings} of them")
        judged = _Judged(pack, taken, result, found.head(wanted).with_columns(part=pl.int_range(pl.len()) % _PARTS))
        for day, unseen in zip(days, _SHARES, strict=True):
            _run(by, day, judged, unseen)


def _run(by: User, day: dt.date, judged: _Judged, unseen: Sequence[int]) -> None:
    claimed = claim(ask_for_run(by=by, day=day).pk)
    assert claimed
    described = judged.found.filter(~pl.col("part").is_in(unseen)).drop("part").sort("finding_id")
    _keep(claimed.run, judged, described)
    rows = pl.read_parquet(judged.taken.rows)
    enlist(run=claimed.run.pk, result=judged.result, pack=judged.pack, rows=rows, writing=claimed.writing)
    _finish(claimed, judged, described, day)


def _finish(claimed: Claim, judged: _Judged, described: pl.DataFrame, day: dt.date) -> None:
    counts = count(judged.result, judged.pack, described, lists_for(day)) | {"passed_over": []}
    identify(claimed, described, judged.pack.rules, counts["lacking"])
    finish(claim=claimed, pack=judged.pack, parameters=parameters_on(judged.pack, day), counts=counts)


def _keep(run: Run, judged: _Judged, described: pl.DataFrame) -> None:
    """The tables of the first run; those after it have the same, but for the findings."""
    folder = folder_of(run)
    folder.mkdir(parents=True)
    before = latest_run()
    if before is None:
        keep_tables(judged.result, judged.found.drop("part").sort("finding_id"), judged.taken, judged.pack, folder)
        for name in (FACTS, SOURCES):
            table = pl.read_parquet(folder / name).join(
                judged.found, on="finding_id", how="semi", maintain_order="left"
            )
            table.write_parquet(folder / name, row_group_size=SMALL_GROUP)
    else:
        for path in folder_of(before).iterdir():
            (folder / path.name).hardlink_to(path)
    (folder / FINDINGS).unlink()
    described.write_parquet(folder / FINDINGS, row_group_size=SMALL_GROUP)


def mark_some(*, county: User, township: User, until: dt.date) -> None:
    """Of the newest run's findings some are for a case, exempt, or called wrong; some of that is decided."""
    run = latest_run()
    assert run
    for number, sighting in enumerate(_tenth(findings_seen_by(county, run))):
        if number % 2:
            marks.mark_for_case(by=county, sighting=sighting, reason="已转乡镇入户核实")
        else:
            marks.ask_exemption(by=county, sighting=sighting, reason="有证明材料", until=until)
    for number, sighting in enumerate(_tenth(findings_seen_by(township, run).filter(status=Status.OPEN))):
        mark = marks.call_wrong(by=township, sighting=sighting, reason="登记有误", checked="户口簿和身份证")
        if number % 2:
            marks.confirm_wrong(by=county, mark=mark)


def _tenth(rows: QuerySet[Any]) -> list[Sighting]:
    """One in ten, as long as they are few."""
    return list(present(rows).order_by("finding__key")[: _MARKED * 10 : 10])


@transaction.atomic
def open_files(people: Sequence[User], times: int) -> None:
    """So many files of households were opened by ``people``: what fills the trail of an office."""
    for who, home in zip(cycle(people), _homes(times), strict=False):
        record(event=Event.HOUSEHOLD_OPENED, by=who, subject=as_subject(home))


def _homes(times: int) -> Iterator[HouseholdVersion]:
    few = list(HouseholdVersion.objects.order_by("pk").defer("facts")[:1000])
    return (home for _, home in zip(range(times), cycle(few), strict=False))
