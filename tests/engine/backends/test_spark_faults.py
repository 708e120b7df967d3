"""What Spark says when something breaks, as it said it, and which sentence the user gets."""

from __future__ import annotations

import pytest

from huitoukan.engine.backends.spark_faults import NoWorkers, explain

SAID = [
    ("java.io.IOException: No space left on device\n\tat java.base/java.io.FileOutputStream.write", "disk"),
    ("Job aborted due to stage failure: ... java.lang.OutOfMemoryError: Java heap space", "memory"),
    ("Container killed by YARN for exceeding physical memory limits. 5.5 GB of 5.5 GB used", "memory"),
    ("[JAVA_GATEWAY_EXITED] Java gateway process exited before sending its port number.", "java"),
    ('org.apache.hadoop.fs.UnsupportedFileSystemException: No FileSystem for scheme "s3x"', "storage"),
    (
        "java.lang.RuntimeException: java.lang.ClassNotFoundException: Class org.apache.hadoop.fs.s3a.S3AFileSystem not found",
        "storage",
    ),
    ("org.apache.spark.SparkFileNotFoundException: [FAILED_READ_FILE.FILE_NOT_EXIST] File does not exist", "shared"),
    ("ExecutorLostFailure (executor 3 exited caused by one of the running tasks) Reason: worker lost", "executor"),
    ("All masters are unresponsive! Giving up.", "master"),
    ("java.lang.IllegalStateException: Cannot call methods on a stopped SparkContext.", "master"),
    ("[UNRESOLVED_COLUMN.WITH_SUGGESTION] A column with name `nope` cannot be resolved.", "fault"),
]


@pytest.mark.parametrize(("said", "sort"), SAID)
def test_each_fault_is_told_apart(said: str, sort: str) -> None:
    text, found = explain(RuntimeError(said))
    assert found == sort
    assert "\tat " not in text


def test_a_cluster_without_room_is_told() -> None:
    assert explain(NoWorkers())[1] == "workers"
