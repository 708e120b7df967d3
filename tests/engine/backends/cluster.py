"""A Spark cluster on this machine's loopback: a master and two workers, each in a process of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

WORKERS = 2
_PATIENCE = 120
# Also when the tests are killed: then our end of the pipe closes, too. Executors end with their worker.
_UNTIL_WE_END = '"$@" & read -r _; kill -9 $!'
# A few rows in hundreds of joins: compiling, sending tables around and planning anew take longer than what they save.
# All of that is compared with DuckDB in test_spark.py; here the two workers have to pass each other the rows of every join.
_JAVA = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=256m -XX:-UsePerfData"
_DEFAULTS = f"""
spark.driver.bindAddress 127.0.0.1
spark.driver.host 127.0.0.1
spark.driver.extraJavaOptions {_JAVA}
spark.executor.extraJavaOptions {_JAVA}
spark.executor.cores 1
spark.sql.shuffle.partitions 2
spark.sql.adaptive.enabled false
spark.sql.autoBroadcastJoinThreshold -1
spark.sql.codegen.wholeStage false
spark.sql.codegen.factoryMode NO_CODEGEN
"""


@dataclass(frozen=True)
class Cluster:
    """A cluster that is up."""

    master: str
    folder: Path

    @property
    def shared(self) -> Path:
        return self.folder / "shared"

    @property
    def settings(self) -> Path:
        """What stands in ``SPARK_CONF_DIR``, as an administrator would write it."""
        return self.folder / "conf"

    def executors(self) -> set[str]:
        """The workers that have run something."""
        return {path.parent.name for path in self.folder.glob("worker-*/app-*")}


@contextmanager
def running(folder: Path) -> Iterator[Cluster]:
    """A cluster whose files are in ``folder``; its processes end with the block."""
    cluster = Cluster(f"spark://127.0.0.1:{_free_port()}", folder)
    cluster.shared.mkdir(parents=True)
    cluster.settings.mkdir()
    (cluster.settings / "spark-defaults.conf").write_text(_DEFAULTS, "utf-8")
    port = cluster.master.rpartition(":")[2]
    with ExitStack() as stack:
        master = ["org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", port, "--webui-port", "0"]
        stack.enter_context(_process(master, folder / "master.log", cluster))
        for number in range(WORKERS):
            own = folder / f"worker-{number}"
            own.mkdir()
            worker = ["org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--webui-port", "0"]
            worker += ["--cores", "1", "--memory", "1500m", "--work-dir", str(own), cluster.master]
            stack.enter_context(_process(worker, folder / f"worker-{number}.log", cluster))
        _await(folder / "master.log", "Registering worker", WORKERS)
        yield cluster


@contextmanager
def _process(arguments: list[str], log: Path, cluster: Cluster) -> Iterator[None]:
    with log.open("wb") as out:
        process = subprocess.Popen(
            ["bash", "-c", _UNTIL_WE_END, "spark", _spark_class(), *arguments],
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=out,
            env=_environment(cluster),
        )
    try:
        yield
    finally:
        assert process.stdin
        process.stdin.close()
        process.wait()


def _environment(cluster: Cluster) -> Mapping[str, str]:
    memory = {"SPARK_DAEMON_MEMORY": "256m", "SPARK_DAEMON_JAVA_OPTS": _JAVA}
    places = {"SPARK_CONF_DIR": str(cluster.settings), "SPARK_LOCAL_DIRS": str(cluster.folder / "local")}
    return {**os.environ, **memory, **places, "SPARK_LOCAL_IP": "127.0.0.1"}


def _spark_class() -> str:
    import pyspark

    return str(Path(pyspark.__file__).parent / "bin" / "spark-class")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _await(log: Path, sentence: str, times: int) -> None:
    ends = time.monotonic() + _PATIENCE
    while log.read_text("utf-8", errors="replace").count(sentence) < times:
        assert time.monotonic() < ends, log.read_text("utf-8", errors="replace")[-3000:]
        time.sleep(0.1)


def java_is_there() -> bool:
    return shutil.which("java") is not None
