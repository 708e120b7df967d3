"""Runs ``handwritten.sql`` as somebody would who wrote it: ``python -m benchmarks.scale.handwritten SNAPSHOT OUT``.

All files are loaded, the script runs, four tables are written as Parquet.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb
from benchmarks.scale.files import by_kind

SCRIPT = Path(__file__).with_name("handwritten.sql")
TABLES = ("person_finding", "household_finding", "person_source", "household_source")


def main() -> None:
    """Judge a snapshot."""
    snapshot, out = map(Path, sys.argv[1:])
    connection = duckdb.connect(config={"preserve_insertion_order": False})  # as the engine has it
    for kind, paths in by_kind(snapshot).items():
        connection.execute(
            f'CREATE TABLE "list_{kind}" AS SELECT * FROM read_parquet($paths)', {"paths": [str(p) for p in paths]}
        )
    connection.execute(SCRIPT.read_text("utf-8"))
    for table in TABLES:
        connection.execute(f"COPY {table} TO '{out}/{table}.parquet' (FORMAT parquet)")


if __name__ == "__main__":
    main()
