"""Whenever a run is killed, the folder of results is whole or absent, and what was there before is not lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from huitoukan.engine.outputs.folder import hash_files, replace_folder

KILLED = 9
MOST_MOMENTS = 500


def _write(out: Path, content: str) -> None:
    with replace_folder(out) as folder:
        (folder / "townships").mkdir()
        for name in ("findings.csv", "townships/甲镇.xlsx"):
            (folder / name).write_text(content, "utf-8")
        (folder / "run.json").write_text(json.dumps({"huitoukan": "0", "outputs": hash_files(folder)}), "utf-8")


def _die_at(moment: int, job: Callable[[], None]) -> bool:
    """Runs ``job`` in a process that ends, as by kill -9, before its ``moment``-th call that may change the disk."""
    child = os.fork()
    if child == 0:
        met = 0

        def watch(event: str, _: tuple[object, ...]) -> None:
            nonlocal met
            if event == "open" or event.startswith(("os.", "shutil.")):
                met += 1
                if met == moment:
                    os._exit(KILLED)

        sys.addaudithook(watch)
        job()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == KILLED


def _content(out: Path) -> str | None:
    """What the folder of results says; None: it is absent. Fails when it is not whole."""
    if not out.exists():
        return None
    manifest = json.loads((out / "run.json").read_text("utf-8"))
    hashes = hash_files(out)
    hashes.pop("run.json")
    assert hashes == manifest["outputs"]
    return (out / "findings.csv").read_text("utf-8")


@pytest.mark.filterwarnings("ignore:This process.*is multi-threaded:DeprecationWarning")
@pytest.mark.parametrize("earlier", [True, False])
def test_killed_before_any_step_the_folder_is_whole_or_absent(tmp_path: Path, earlier: bool) -> None:
    out, met = tmp_path / "out", set()
    for moment in range(1, MOST_MOMENTS):
        if earlier:
            _write(out, "old")
        elif out.exists():
            (out.rename(tmp_path / f"done-{moment}"))
        died = _die_at(moment, lambda: _write(out, "new"))
        left = _content(out)
        met.add(left)
        if not died:
            break
        if left is None and earlier:  # between the two renames: the next run brings the earlier folder back
            with pytest.raises(RuntimeError), replace_folder(out):
                raise RuntimeError
            assert _content(out) == "old"
    assert not died
    assert moment > 10
    assert met == ({"old", "new", None} if earlier else {"new", None})


@pytest.mark.parametrize(
    ("sign", "seen"),
    [
        (signal.SIGKILL, "findings.csv"),
        (signal.SIGKILL, "townships"),
        (signal.SIGINT, ""),
        (signal.SIGTERM, "rows.csv"),
    ],
)
def test_a_real_run_that_is_killed_leaves_the_earlier_results(
    tmp_path: Path, registry: Path, sign: signal.Signals, seen: str
) -> None:
    out, temporary = tmp_path / "out", tmp_path / "tmp"
    temporary.mkdir()
    _write(out, "old")
    line = [sys.executable, "-c", "from huitoukan.cli import main; main()"]
    line += ["check", str(registry), "--as-of", "2026-10-31", "--out", str(out)]
    run = subprocess.Popen(
        line, env=os.environ | {"TMPDIR": str(temporary)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    awaited = tmp_path / ".out.huitoukan-new" / seen
    while run.poll() is None and not awaited.exists():
        time.sleep(0.0005)
    run.send_signal(sign)
    run.wait()
    assert _content(out) == ("old" if run.returncode else out.joinpath("findings.csv").read_text("utf-8"))
    if sign is not signal.SIGKILL:
        assert run.returncode in (0, 130)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "tmp"]
        assert list(temporary.iterdir()) == []


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register of one household."""
    folder = tmp_path_factory.mktemp("county")
    header = "乡镇,村,户编号,人编号,姓名,证件号码,与户主关系,户类型,监测对象类别,人均纯收入（元）"
    row = "青石镇,上河村,99000000000001,P1,张三,990123198706150016,户主,一般农户,,6000"
    (folder / "监测对象信息.csv").write_text(f"{header}\n{row}\n", "utf-8")
    return folder
