"""DuckDB in its own process: opens the lists, locks itself down, runs the steps, writes the outputs.

Started as ``python -m huitoukan.engine.backends.duckdb``; what it hears and says is in :mod:`.serving`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import duckdb

from huitoukan.engine.backends.serving import Settings, receive, tell
from huitoukan.engine.plan import Plan, Step, Value

ENOUGH = "6GB"
"""Tables that wait for their turn wait on disk."""
SMALL = 20_000_000
"""Bytes of a list that are rather loaded than looked up for each step: opening hundreds of files takes its time."""


def main() -> int:
    """Serve one plan; the exit code is 0 also when a step failed, which is said as an event."""
    settings, plan = receive()
    name = "connect"
    try:
        connection = _connect(settings)
        for name, paths in plan.inputs.items():
            _open(connection, name, paths)
            tell(done=name)
        name = "lock"
        _lock(connection, plan)
        for name in plan.outputs.keys() & plan.inputs.keys():
            _write(connection, plan, name, f'SELECT * FROM "{name}"')
        for step, spent in zip(plan.steps, plan.spent(), strict=True):
            name = step.name
            _make(connection, plan, step, spent)
            tell(done=name)
    except duckdb.Error as error:
        tell(failed=name, said=str(error), sort=_sort(error))
    return 0


def _connect(settings: Settings) -> duckdb.DuckDBPyConnection:
    own = Path(settings["own"])
    config: dict[str, str | bool | int | float | list[str]] = {
        "temp_directory": str(own / "spill"),
        "preserve_insertion_order": False,
    }
    if settings["memory"]:
        config["memory_limit"] = settings["memory"]
    if settings["threads"]:
        config["threads"] = settings["threads"]
    # in memory: a file would have every table of every step packed and written; what is too much spills to the folder
    connection = duckdb.connect(":memory:", config=config)
    if not settings["memory"]:
        _limit(connection)
    return connection


def _limit(connection: duckdb.DuckDBPyConnection) -> None:
    """Half of the machine, and no more than ``ENOUGH``: an office has its other programs open."""
    connection.execute("SET memory_limit = '50%'")
    half_or_less = f"least(parse_formatted_bytes(current_setting('memory_limit')), parse_formatted_bytes('{ENOUGH}'))"
    (limit,) = connection.execute(f"SELECT {half_or_less}").fetchall()[0]
    connection.execute(f"SET memory_limit = '{limit}B'")


def _open(connection: duckdb.DuckDBPyConnection, name: str, paths: tuple[Path, ...]) -> None:
    # through a view each step reads the columns it wants, and the list takes no memory
    kind = "VIEW" if _is_large(paths) else "TABLE"
    files = ", ".join(map(_quoted, paths))
    connection.execute(f'CREATE {kind} "{name}" AS SELECT * FROM read_parquet([{files}], union_by_name = true)')


def _is_large(paths: tuple[Path, ...]) -> bool:
    return sum(path.stat().st_size for path in paths) > SMALL


def _lock(connection: duckdb.DuckDBPyConnection, plan: Plan) -> None:
    """From here on SQL reaches no file but large lists and the folders the outputs go to, and cannot undo that."""
    files = sorted({path for paths in plan.inputs.values() if _is_large(paths) for path in paths})
    folders = sorted({f"{path.parent}{os.sep}" for path in plan.outputs.values()})
    connection.execute(f"SET allowed_paths = [{', '.join(map(_quoted, files))}]")
    connection.execute(f"SET allowed_directories = [{', '.join(map(_quoted, folders))}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def _make(connection: duckdb.DuckDBPyConnection, plan: Plan, step: Step, spent: tuple[str, ...]) -> None:
    """The step's table, written if it is an output; one that no other step asks for is written and never kept."""
    gone = {name for name in spent if name not in plan.inputs}
    if step.name in plan.outputs and step.name in gone:
        _write(connection, plan, step.name, step.sql, step.values)
        gone.remove(step.name)
    else:
        connection.execute(f'CREATE TABLE "{step.name}" AS {step.sql}', dict(step.values) or None)
        if step.name in plan.outputs:
            _write(connection, plan, step.name, f'SELECT * FROM "{step.name}"')
    for name in sorted(gone):
        connection.execute(f'DROP TABLE "{name}"')


def _write(
    connection: duckdb.DuckDBPyConnection, plan: Plan, name: str, sql: str, values: Mapping[str, Value] | None = None
) -> None:
    order = ", ".join(f'"{column}" NULLS LAST' for column in plan.orders.get(name, ()))
    rows = f"SELECT * FROM ({sql}) ORDER BY {order}" if order else sql
    connection.execute(f"COPY ({rows}) TO {_quoted(plan.outputs[name])} (FORMAT parquet)", dict(values or {}) or None)
    tell(done=name)


def _quoted(path: Path | str) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _sort(error: duckdb.Error) -> str:
    """Which faults the user can mend."""
    said = str(error).lower()
    if "no space left" in said or "max_temp_directory_size" in said:
        return "disk"
    return "memory" if isinstance(error, duckdb.OutOfMemoryException) else "fault"


if __name__ == "__main__":
    sys.exit(main())
