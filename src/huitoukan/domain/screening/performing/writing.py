"""Many rows into the database, a batch at a time, so that nobody else waits for longer than one takes."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from django.db import connection, models

from huitoukan.domain.screening.claims import Claim

BATCH = 1_000
_PAUSE = 0.5
"""On SQLite, with its single writer: for how long, as a share of the time a batch took, others may go first."""
_LONGEST_PAUSE = 0.1
_SAMPLE = 1_000


def insert(claim: Claim, model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """New rows; days as ISO text. Raises ``Cancelled`` when the run is no longer this task's."""
    if not rows:
        return
    named = ", ".join(map(connection.ops.quote_name, columns))
    marks = ", ".join(["%s"] * len(columns))
    sql = f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({named}) VALUES ({marks})"
    started = time.perf_counter()
    with claim.writing(), connection.cursor() as cursor:
        cursor.executemany(sql, rows)
    if connection.vendor == "sqlite":
        time.sleep(min(_PAUSE * (time.perf_counter() - started), _LONGEST_PAUSE))


def look_over(model: type[models.Model]) -> None:
    """Lets the database see what it holds now: without that it takes the wrong index for new rows."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit = {_SAMPLE}")
        cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
