"""DuckDB in its own process: loads the lists, locks itself down, runs the steps, writes the outputs.

Started as ``python -m huitoukan.engine.backends.duckdb``; what it hears and says is in :mod:`.serving`.
"""

from __future__ import annotations

import os
import sys
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
            _load(connection, name, paths)
            tell(done=name)
        name = "lock"
        _lock(connection, plan)
        for step, spent in zip(plan.steps, plan.spent(), strict=True):
            name = step.name
            _run(connection, step)
            _drop(connection, spent)
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


def _load(connection: duckdb.DuckDBPyConnection, name: str, paths: tuple[Path, ...]) -> None:
    connection.execute(
        f'CREATE TABLE "{name}" AS SELECT * FROM read_parquet($paths, union_by_name = true)',
        {"paths": [str(path) for path in paths]},
    )


def _lock(connection: duckdb.DuckDBPyConnection, plan: Plan) -> None:
    """From here on SQL reaches no file but the folders the outputs go to, and cannot undo that."""
    folders = sorted({f"{path.parent}{os.sep}" for path in plan.outputs.values()})
    quoted = ", ".join("'" + folder.replace("'", "''") + "'" for folder in folders)
    connection.execute(f"SET allowed_directories = [{quoted}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def _run(connection: duckdb.DuckDBPyConnection, step: Step) -> None:
    connection.execute(f'CREATE TABLE "{step.name}" AS {step.sql}', dict(step.values) or None)


def _drop(connection: duckdb.DuckDBPyConnection, spent: tuple[str, ...]) -> None:
    for name in spent:
        connection.execute(f'DROP TABLE "{name}"')


def _write(connection: duckdb.DuckDBPyConnection, name: str, path: Path) -> None:
    quoted = str(path).replace("'", "''")
    connection.execute(f"COPY \"{name}\" TO '{quoted}' (FORMAT parquet)")


def _sort(error: duckdb.Error) -> str:
    """Which faults the user can mend."""
    said = str(error).lower()
    if "no space left" in said or "max_temp_directory_size" in said:
        return "disk"
    return "memory" if isinstance(error, duckdb.OutOfMemoryException) else "fault"


if __name__ == "__main__":
    sys.exit(main())
