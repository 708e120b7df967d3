"""Where a run on Spark keeps its files: a folder that every machine of the cluster reaches under one name.

That is a path (of one machine, or mounted on all) or a URL of a file system Spark knows (``s3a://``, ``hdfs://``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import polars as pl
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.functions import col

_TYPES: dict[type[pl.DataType], str] = {
    pl.String: "STRING",
    pl.Boolean: "BOOLEAN",
    pl.Int32: "INT",
    pl.Int64: "BIGINT",
    pl.Float64: "DOUBLE",
    pl.Date: "DATE",
    pl.Null: "STRING",
}
_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_PATTERN = re.compile(r"([\\*?\[\]{}])")


@contextmanager
def storage(spark: SparkSession, *, own: Path, shared: str | None) -> Iterator[Storage]:
    """A new folder in ``shared``, else in ``own``, gone afterwards; also when this process is ended."""
    place = shared if shared and _URL.match(shared) else f"file://{Path(shared or own).resolve()}"
    disk = Storage(spark, f"{place.rstrip('/')}/huitoukan-{uuid4()}", in_place=shared is None)
    disk.open()
    try:
        yield disk
    finally:
        disk.close()


class Storage:
    """The folder of one run. ``in_place``: all of Spark is on this machine and reads our files where they are."""

    def __init__(self, spark: SparkSession, root: str, *, in_place: bool) -> None:
        self._spark = spark
        self._java: Any = spark.sparkContext._jvm
        self._root = root
        self._in_place = in_place
        self._files = self._path(root).getFileSystem(spark.sparkContext._jsc.hadoopConfiguration())

    def open(self) -> None:
        """Make the folder."""
        self._files.mkdirs(self._path(self._root))
        self._files.deleteOnExit(self._path(self._root))

    def close(self) -> None:
        """Remove it with all that is in it."""
        self._files.delete(self._path(self._root), True)

    def load(self, name: str, paths: Sequence[Path]) -> DataFrame:
        """The rows of all ``paths``, columns by name, missing ones null."""
        rows = pl.concat([pl.scan_parquet(path, glob=False) for path in paths], how="diagonal_relaxed")
        columns = ", ".join(f"`{column}` {_TYPES[type(type_)]}" for column, type_ in rows.collect_schema().items())
        places = [f"file://{path.resolve()}" if self._in_place else self._put(path, name) for path in paths]
        return self._spark.read.schema(columns).parquet(*map(_literally, places))

    def fetch(self, frame: DataFrame, name: str, path: Path, order: Sequence[str]) -> None:
        """Write ``frame`` to ``path`` on this machine, as one file, its rows sorted by the columns of ``order``."""
        place = self._path(f"{self._root}/result_{name}")
        one = _typed(frame).coalesce(1)
        if order:
            # sorting spills, and one part keeps the order
            one = _typed(frame).repartition(1).sortWithinPartitions(*(col(c).asc_nulls_last() for c in order))
        one.write.parquet(str(place))
        (part,) = self._files.globStatus(self._path(f"{_literally(str(place))}/part-*"))
        partly = path.with_suffix(".partly")
        # no checksum file beside it: this is no folder of Hadoop's
        self._files.copyToLocalFile(False, part.getPath(), self._path(f"file://{partly.resolve()}"), True)
        partly.replace(path)

    def _put(self, path: Path, name: str) -> str:
        place = f"{self._root}/{name}/{uuid4()}.parquet"
        self._files.copyFromLocalFile(self._path(f"file://{path.resolve()}"), self._path(place))
        return place

    def _path(self, text: str) -> Any:
        return self._java.org.apache.hadoop.fs.Path(text)


def _literally(place: str) -> str:
    """Spark takes a name for a pattern."""
    return _PATTERN.sub(r"\\\1", place)


def _typed(frame: DataFrame) -> DataFrame:
    """A column that is NULL everywhere has no type, and files want one."""
    void = [column for column, type_ in frame.dtypes if type_ == "void"]
    return frame.withColumns({column: frame[column].cast("string") for column in void}) if void else frame
