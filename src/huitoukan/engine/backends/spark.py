"""Spark, on this machine or a cluster, driven from a process of its own.

Started as ``python -m huitoukan.engine.backends.spark``; what it hears and says is in :mod:`.serving`. Settings:
``own`` (a folder of this run), ``memory`` and ``threads`` (:class:`.process.Limits`), ``master`` and ``shared``
(:class:`.process.Engine`).
"""

from __future__ import annotations

import logging
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from huitoukan.engine.backends import spark_faults as faults
from huitoukan.engine.backends.serving import Settings, receive, tell
from huitoukan.engine.backends.spark_sql import spark_sql, tables_of
from huitoukan.engine.plan import Plan, Step

if TYPE_CHECKING:  # the extra may not be installed, which is a sentence and no traceback
    from pyspark.sql import SparkSession

LARGEST = 12
"""So many tables may one job read: each that is small is sent to every executor, all of a job's at one time."""


def main() -> int:
    """Serve one plan; the exit code is 0 also when a step failed, which is said as an event."""
    settings, plan = receive()
    logging.disable()  # pyspark logs what it raises; we say it ourselves
    if sort := faults.missing(settings["master"]):
        tell(failed="connect", said=settings["master"], sort=sort)
        return 0
    from huitoukan.engine.backends.spark_session import opened

    place = Place()
    try:
        with opened(settings, plan) as spark:
            _serve(spark, settings, plan, place)
    except Exception as error:  # noqa: BLE001  # Spark's faults come as Java's, py4j's and pyspark's own
        said, sort = faults.explain(error)
        tell(failed=place.name, said=said, sort=sort)
    return 0


class Place:
    """Which table is being made."""

    name = "connect"

    def reach(self, name: str) -> None:
        """From here on it is ``name``."""
        self.name = name


def _serve(spark: SparkSession, settings: Settings, plan: Plan, place: Place) -> None:
    from huitoukan.engine.backends.spark_storage import storage

    with storage(spark, own=Path(settings["own"]), shared=settings["shared"]) as disk:
        for name, paths in plan.inputs.items():
            place.reach(name)
            disk.load(name, paths).createOrReplaceTempView(name)
            tell(done=name)
        tables = Tables(spark, plan)
        for step in plan.steps:
            place.reach(step.name)
            tables.make(step)
            tell(done=step.name)
        for name, path in plan.outputs.items():
            place.reach(name)
            disk.fetch(spark.table(name), name, path, plan.orders.get(name, ()))
            tell(done=name)


class Tables:
    """The steps as temporary views: of rows worked out, or of the SELECT itself when one step alone asks for it.

    Rows are kept by the executors, on two of them in a cluster, so that one may be lost.
    """

    def __init__(self, spark: SparkSession, plan: Plan) -> None:
        from pyspark import StorageLevel

        from huitoukan.engine.backends import spark_session

        self._spark = spark
        alone = spark_session.is_local(str(spark.sparkContext.master))
        self._kept = StorageLevel.MEMORY_AND_DISK if alone else StorageLevel.MEMORY_AND_DISK_2
        self._parts = int(spark.conf.get("spark.sql.shuffle.partitions") or 1)
        self._asked = Counter(plan.outputs.keys())
        for step in plan.steps:
            self._asked += tables_of(step.sql)
        self._reads = dict.fromkeys(plan.inputs, 1)

    def make(self, step: Step) -> None:
        """Run a step, or leave it to the only one that asks for it."""
        frame = self._spark.sql(spark_sql(step.sql), args=dict(step.values) or None)
        below = tables_of(step.sql)
        reads = sum(self._reads.get(name, 0) * times for name, times in below.items())
        if self._asked[step.name] > 1 or reads > LARGEST:
            # what was put together of many tables has the parts of all of them, most of them with next to nothing
            frame = frame.coalesce(self._parts).localCheckpoint(eager=True, storageLevel=self._kept)
            reads = 1
        self._reads[step.name] = reads
        frame.createOrReplaceTempView(step.name)
        self._release(below)

    def _release(self, done: Counter[str]) -> None:
        """Let go of tables that nobody asks for any more."""
        for name, times in done.items():
            self._asked[name] -= times
            if not self._asked[name]:
                self._spark.catalog.dropTempView(name)


if __name__ == "__main__":
    sys.exit(main())
