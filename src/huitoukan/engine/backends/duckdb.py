"""DuckDB in its own process: opens the lists, locks itself down, runs the steps, writes the outputs.

Started as ``python -m huitoukan.engine.backends.duckdb``; what it hears and says is in :mod:`.serving`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

import duckdb

from huitoukan.engine.backends.serving import Settings, receive, tell
from huitoukan.engine.plan import Plan, Step


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
        for step, spent in zip(plan.steps, plan.spent(), strict=True):
            name = step.name
            _run(connection, step)
            _drop(connection, [name for name in spent if name not in plan.inputs])
            tell(done=name)
        for name, path in plan.outputs.items():
            _write(connection, name, path)
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
    return duckdb.connect(":memory:", config=config)


def _open(connection: duckdb.DuckDBPyConnection, name: str, paths: tuple[Path, ...]) -> None:
    # a view: each step reads the columns it wants, and the lists take no memory
    files = ", ".join(map(_quoted, paths))
    connection.execute(f'CREATE VIEW "{name}" AS SELECT * FROM read_parquet([{files}], union_by_name = true)')


def _lock(connection: duckdb.DuckDBPyConnection, plan: Plan) -> None:
    """From here on SQL reaches no file but the lists and the folders the outputs go to, and cannot undo that."""
    files = sorted({path for paths in plan.inputs.values() for path in paths})
    folders = sorted({f"{path.parent}{os.sep}" for path in plan.outputs.values()})
    connection.execute(f"SET allowed_paths = [{', '.join(map(_quoted, files))}]")
    connection.execute(f"SET allowed_directories = [{', '.join(map(_quoted, folders))}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def _run(connection: duckdb.DuckDBPyConnection, step: Step) -> None:
    connection.execute(f'CREATE TABLE "{step.name}" AS {step.sql}', dict(step.values) or None)


def _drop(connection: duckdb.DuckDBPyConnection, spent: Iterable[str]) -> None:
    for name in spent:
        connection.execute(f'DROP TABLE "{name}"')


def _write(connection: duckdb.DuckDBPyConnection, name: str, path: Path) -> None:
    connection.execute(f'COPY "{name}" TO {_quoted(path)} (FORMAT parquet)')


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
