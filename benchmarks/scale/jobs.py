"""Jobs of any size, each run by ``benchmarks.apart`` in a process of its own; they say in JSON what they cost."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import polars as pl
from benchmarks.apart import Together, peaks
from benchmarks.scale.files import by_kind
from benchmarks.scale.population import AS_OF
from benchmarks.scale.snapshots import write_files, write_snapshot
from benchmarks.timing import measure

from huitoukan.engine import check, outputs
from huitoukan.engine.backends import Limits
from huitoukan.engine.results import Result
from huitoukan.engine.run import Judging
from huitoukan.engine.snapshots import open_snapshot
from huitoukan.policy import load_pack, parameters_on

SEED = 1
_WRONG_SHARE = 0.004


def write_typed(given: argparse.Namespace) -> dict[str, Any]:
    """A snapshot of a population."""
    files = write_snapshot(given.to, load_pack(), people=given.people, seed=SEED, wrong_share=given.wrong_share)
    return {"rows": sum(pl.scan_parquet(list(paths)).select(pl.len()).collect().item() for paths in files.values())}


def write_lists(given: argparse.Namespace) -> dict[str, Any]:
    """The files of a population."""
    return {"rows": write_files(given.to, load_pack(), people=given.people, seed=SEED)}


def judge(given: argparse.Namespace) -> dict[str, Any]:
    """From typed Parquet to findings, by all rules."""
    pack, results = load_pack(), list[Result]()

    def job() -> None:
        sheets = open_snapshot(by_kind(given.source), pack=pack, work=given.to)
        judging = Judging(pack, AS_OF, parameters_on(pack, AS_OF), given.to, limits=Limits(given.memory))
        results.append(judging.judge(sheets))

    with Together() as together:
        cost = measure(job)
    return {**_cost(results[0], together), "seconds": cost.seconds, "processor": cost.processor}


def write_workbooks(given: argparse.Namespace) -> dict[str, Any]:
    """From files to workbooks, as the command does it."""
    results: list[Result] = []
    with Together() as together:
        checking = measure(
            lambda: results.append(check(given.source, as_of=AS_OF, work=given.to / "work", memory=given.memory))
        )
        writing = measure(lambda: outputs.write(results[0], given.to / "out", pack=load_pack()))
    return {
        **_cost(results[0], together),
        **results[0].timings,
        "outputs": writing.seconds,
        "seconds": checking.seconds + writing.seconds,
        "processor": checking.processor + writing.processor,
        "workbooks": len(list((given.to / "out").rglob("*.xlsx"))),
    }


def _cost(result: Result, together: Together) -> dict[str, Any]:
    judged = sum(not rule.silent for rule in result.rules)
    return {"findings": result.findings.height, "rules": judged, **peaks(), "together": together.peak}


def main() -> None:
    """Do one job and say what it cost."""
    given = argparse.ArgumentParser(description=__doc__)
    jobs = given.add_subparsers(required=True)
    for name, job in {"snapshot": write_typed, "files": write_lists}.items():
        one = jobs.add_parser(name)
        one.add_argument("to", type=Path)
        one.add_argument("people", type=int)
        one.add_argument("--wrong-share", type=float, default=_WRONG_SHARE)
        one.set_defaults(job=job)
    for name, job in {"judge": judge, "workbooks": write_workbooks}.items():
        one = jobs.add_parser(name)
        one.add_argument("source", type=Path)
        one.add_argument("to", type=Path)
        one.add_argument("--memory")
        one.set_defaults(job=job)
    options = given.parse_args()
    print(json.dumps(options.job(options)))


if __name__ == "__main__":
    main()
