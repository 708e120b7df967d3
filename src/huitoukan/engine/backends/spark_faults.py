"""What can go wrong with Spark that a user can mend, told apart by what Spark says."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import socket
from pathlib import Path

WAIT = 10
"""Seconds for a master to answer at all."""

# The first that is found counts: a full disk ends executors, too.
_SIGNS = (
    ("disk", r"No space left on device|Disk quota exceeded"),
    ("memory", r"OutOfMemoryError|Java heap space|exceeding.{0,20}memory limits|CANNOT_ACQUIRE_MEMORY|OOMKilled"),
    ("java", r"JAVA_GATEWAY_EXITED|UnsupportedClassVersionError"),
    ("storage", r"No FileSystem for scheme|UnsupportedFileSystem|ClassNotFoundException: Class org\.apache\.hadoop"),
    ("storage", r"AccessDenied|AccessControlException|Permission denied|NoAuthWithAWSException|Mkdirs failed"),
    ("shared", r"FileNotFoundException|FAILED_READ_FILE|PATH_NOT_FOUND|does not exist"),
    ("executor", r"ExecutorLostFailure|FetchFailed|Lost executor|ExecutorDeadException|CHECKPOINT_RDD_BLOCK_ID"),
    ("master", r"All masters are unresponsive|Master removed our application|Connection refused|Py4JNetworkError"),
    ("master", r"SparkContext (was|has been) (shut ?down|stopped)|stopped SparkContext"),
)
_STACK = re.compile(r"\n\s+at .*|\nJVM stacktrace:.*", re.DOTALL)


class NoWorkers(Exception):
    """No machine of the cluster took the work."""


def missing(master: str) -> str | None:
    """What Spark lacks before it can be started: the package, Java, or the master."""
    if importlib.util.find_spec("pyspark") is None:
        return "pyspark"
    home = os.environ.get("JAVA_HOME")
    if not (shutil.which("java") or (home and Path(home, "bin", "java").exists())):
        return "java"
    return None if _answers(master) else "master"


def explain(error: BaseException) -> tuple[str, str]:
    """What was said, and which sort of fault it is."""
    text = f"{type(error).__name__}: {error}"
    said = _STACK.sub("", text)
    if isinstance(error, NoWorkers):
        return said, "workers"
    return said, next((sort for sort, sign in _SIGNS if re.search(sign, text)), "fault")


def _answers(master: str) -> bool:
    """Whether one of the masters of a standalone cluster listens; of others Spark itself must find out."""
    if not master.startswith("spark://"):
        return True
    return any(_listens(place) for place in master.removeprefix("spark://").split(","))


def _listens(place: str) -> bool:
    host, _, port = place.rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=WAIT).close()
    except (OSError, ValueError):
        return False
    return True
