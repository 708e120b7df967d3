"""Opening Spark: what we set, and what is left to the cluster's own settings (``spark-defaults.conf``)."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pyspark import SparkConf
from pyspark.sql import SparkSession

from huitoukan.engine.backends.serving import Settings
from huitoukan.engine.backends.spark_faults import NoWorkers
from huitoukan.engine.plan import Plan

PATIENCE = 120
"""Seconds to wait for the first machine of a cluster."""
_BYTES_A_TASK = 4_000_000
"""Of the lists as Parquet; steps are several times as large, and adaptive execution joins what is too small."""
_UNITS = {"K": 10**3, "KI": 2**10, "M": 10**6, "MI": 2**20, "G": 10**9, "GI": 2**30, "T": 10**12, "TI": 2**40}

# What SQL means must not depend on where it runs.
_MEANING = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.caseSensitive": "false",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.parquet.datetimeRebaseModeInWrite": "CORRECTED",
    "spark.sql.parquet.enableVectorizedReader": "true",
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
    "spark.sql.catalogImplementation": "in-memory",
}
# A job of ours joins dozens of tables, most of them small. Each is given a page at least, of 64 MB if left to Spark.
_MANY_SMALL = {"spark.buffer.pageSize": "1m"}
_QUIET = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.log.level": "ERROR"}


@contextmanager
def opened(settings: Settings, plan: Plan) -> Iterator[SparkSession]:
    """A session for ``plan``; afterwards Spark has ended, its process too."""
    master = settings["master"]
    conf = SparkConf().setAll(list(_settings(settings).items()))
    spark = SparkSession.builder.config(conf=conf).getOrCreate()
    try:
        if not is_local(master):
            _await_workers(spark)
        if not conf.contains("spark.sql.shuffle.partitions"):
            spark.conf.set("spark.sql.shuffle.partitions", _partitions(spark, plan))
        yield spark
    finally:
        _end(spark)


def is_local(master: str) -> bool:
    """Whether all of Spark is in one process on this machine."""
    return bool(re.fullmatch(r"local(\[.*\])?", master))


def _settings(settings: Settings) -> Mapping[str, str]:
    own, master, threads = Path(settings["own"]), settings["master"], settings["threads"]
    chosen = {
        "spark.app.name": "huitoukan",
        "spark.local.dir": str(own / "spill"),
        "spark.sql.warehouse.dir": f"file://{own.resolve()}/warehouse",
        "spark.driver.defaultJavaOptions": f'-Djava.io.tmpdir="{own.resolve()}"',
    }
    if is_local(master):
        # nobody else has business with it
        chosen |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
        master = f"local[{threads}]" if threads else master
    elif threads:
        chosen["spark.cores.max"] = str(threads)
    if settings["memory"]:
        chosen[f"spark.{'driver' if is_local(master) else 'executor'}.memory"] = spark_memory(settings["memory"])
    return {**_MEANING, **_MANY_SMALL, **_QUIET, **chosen, "spark.master": master}


def spark_memory(amount: str) -> str:
    """An amount as DuckDB writes it (3GB, 500MiB) as Spark does, which counts in MiB."""
    found = re.fullmatch(r"([\d.]+)\s*([KMGT]I?)B", amount.upper())
    assert found is not None  # the command line was read
    return f"{int(float(found[1]) * _UNITS[found[2]]) >> 20}m"


def _partitions(spark: SparkSession, plan: Plan) -> int:
    size = sum(path.stat().st_size for paths in plan.inputs.values() for path in paths)
    return max(spark.sparkContext.defaultParallelism, size // _BYTES_A_TASK)


def _await_workers(spark: SparkSession) -> None:
    """A cluster without room lets an application wait for ever."""
    tracker = spark.sparkContext._jsc.sc().statusTracker()
    ends = time.monotonic() + PATIENCE
    while len(tracker.getExecutorInfos()) < 2:  # the first is this process
        if time.monotonic() > ends:
            raise NoWorkers
        time.sleep(0.1)


def _end(spark: SparkSession) -> None:
    """Spark deletes files of ours while it ends, and so does whoever started us: one after the other."""
    gateway = spark.sparkContext._gateway
    spark.stop()
    process = getattr(gateway, "proc", None)
    if process:
        process.stdin.close()
        process.wait(timeout=60)
