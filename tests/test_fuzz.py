"""The harnesses of ``fuzz/`` run; searching longer is for whoever has time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    ("name", "seed"), [("read_file.py", "姓名,身份证号\n张三,1\n"), ("read_rule.py", "age > 5 AND")]
)
def test_a_harness_runs(tmp_path: Path, name: str, seed: str) -> None:
    pytest.importorskip("atheris", reason="needs the dependency group fuzz")
    (tmp_path / "seed").write_text(seed, "utf-8")
    line = [sys.executable, str(ROOT / "fuzz" / name), "-runs=100", "-timeout=60", str(tmp_path)]
    run = subprocess.run(
        line, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT / "src")}, capture_output=True, check=False
    )
    assert run.returncode == 0, run.stderr.decode(errors="replace")[-2000:]
    assert b"Done 100 runs" in run.stderr
