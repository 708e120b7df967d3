"""Findings put into a run for tests of what reads them; how runs find them is tried elsewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import polars as pl

from huitoukan.core.accounts.models import User
from huitoukan.domain.registry.queries import newest_landing
from huitoukan.domain.screening import folders
from huitoukan.domain.screening.enums import Confidence, RunState, Standing
from huitoukan.domain.screening.models import Finding, Run, Sighting

RULE = "death.still_listed"
_SOURCES = {
    **dict.fromkeys(("fact", "kind", "file", "sheet", "method", "evidence"), pl.String),
    **dict.fromkeys(("finding_id", "origin", "row"), pl.Int64),
    "score": pl.Float64,
}


def sight(by: User, day: dt.date, people: Sequence[tuple[str, str, str]]) -> Run:
    """A run that is done, with a finding about each of ``people``: name, number of the household, area."""
    run = Run.objects.create(
        state=RunState.DONE, day=day, landing=newest_landing(), policy=0, claim="done", asked_by=by, counts={}
    )
    for position, (name, household, area) in enumerate(people):
        finding = Finding.objects.create(key=f"{position:032}", first_run=run, first_seen_on=day)
        Sighting.objects.create(
            run=run,
            finding=finding,
            standing=Standing.NEW,
            area_code=area,
            rule_id=RULE,
            family="death",
            kind="data",
            severity="important",
            gravity=1,
            level="person",
            household_no=household,
            person_no=f"P{position}",
            name=name,
            confidence=Confidence.FIRM,
            sentence=f"{name}已登记死亡，仍在册。",
            first_seen_on=day,
            seen_in=run,
            position=position,
        )
    _keep(run, people)
    return run


def _keep(run: Run, people: Sequence[tuple[str, str, str]]) -> None:
    folder = folders.folder_of(run)
    folder.mkdir(parents=True)
    told = [
        (at, f"{at:032}", RULE, area, "", f"{name}已登记死亡，仍在册。", "")
        for at, (name, _, area) in enumerate(people)
    ]
    columns = ["finding_id", "key", "rule_id", "area_code", "theme", "sentence", "id_no"]
    pl.DataFrame(told, schema=columns, orient="row").write_parquet(folder / folders.FINDINGS)
    facts = [(at, 0, "died_on", "2026-07-01") for at in range(len(people))]
    pl.DataFrame(facts, schema=["finding_id", "position", "fact", "value"], orient="row").write_parquet(
        folder / folders.FACTS
    )
    pl.DataFrame(schema=_SOURCES).write_parquet(folder / folders.SOURCES)
    rows = dict.fromkeys(("household_no", "person", "kind", "file", "sheet", "method", "evidence", "told"), pl.String)
    pl.DataFrame(schema={**rows, "origin": pl.Int64, "origin_row": pl.Int64, "row": pl.Int64}).write_parquet(
        folder / folders.HOUSEHOLD_ROWS
    )
