from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from openpyxl import load_workbook

from .conftest import AS_OF, Huitoukan


def _findings(out: Path) -> list[dict[str, str]]:
    with (out / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_folder_is_checked_and_the_results_are_named(huitoukan: Huitoukan, lists: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    said = huitoukan("check", lists, "--as-of", AS_OF, "--out", out)
    assert said.code == 0, said.err
    found = {(row["rule_id"], row["household_no"], row["person_no"]) for row in _findings(out)}
    assert ("income.below_line", "99000000000001", "") in found
    assert ("relation.sex", "99000000000001", "P2") in found
    assert str(out / "summary.html") in said.out
    assert f"发现 {len(found)} 个问题" in said.out
    assert "3 行 = 已用 3 行 + 留待补正 0 行" in said.out


def test_a_parameter_may_be_set_for_one_run(huitoukan: Huitoukan, lists: Path, tmp_path: Path) -> None:
    said = huitoukan(
        "check", lists, "--as-of", AS_OF, "--out", tmp_path / "out", "--set", "income_line=5000", "--lang", "en"
    )
    assert said.code == 0
    assert "income.below_line" not in {row["rule_id"] for row in _findings(tmp_path / "out")}
    assert json.loads((tmp_path / "out/run.json").read_text("utf-8"))["parameters"]["income_line"] == 5000
    assert '<html lang="en">' in (tmp_path / "out/summary.html").read_text("utf-8")


def test_a_name_that_looks_like_a_formula_stays_text(huitoukan: Huitoukan, lists: Path, tmp_path: Path) -> None:
    huitoukan("check", lists, "--as-of", AS_OF, "--out", tmp_path / "out")
    assert "'=1+1" in {row["name"] for row in _findings(tmp_path / "out")}
    cells = [cell for row in load_workbook(tmp_path / "out/townships/青石镇.xlsx")["问题清单"] for cell in row]
    assert {cell.data_type for cell in cells if cell.value == "=1+1"} == {"s"}


def test_files_that_could_not_be_used_are_named_and_the_rest_is_checked(
    huitoukan: Huitoukan, lists: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "lists"
    shutil.copytree(lists, folder)
    (folder / "食堂.csv").write_text("菜名,数量,口味\n豆腐,3,辣\n白菜,5,淡\n", "utf-8")
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    call = ("check", folder, "--as-of", AS_OF, "--out", tmp_path / "out")
    said = huitoukan(*call)
    assert said.code == 0
    assert huitoukan(*call, "--strict").code == 3
    assert "坏.xlsx" in said.err
    assert "mapping-draft.toml" in said.out
    assert "食堂" in (tmp_path / "out/mapping-draft.toml").read_text("utf-8")
    assert _findings(tmp_path / "out")


def test_a_folder_without_the_registry_is_a_sentence(huitoukan: Huitoukan, tmp_path: Path) -> None:
    (tmp_path / "食堂.csv").write_text("菜名,数量\n豆腐,3\n", "utf-8")
    said = huitoukan("check", tmp_path, "--as-of", AS_OF, "--out", tmp_path / "out")
    assert said.code == 1
    assert not (tmp_path / "out").exists()
    assert "Traceback" not in said.err


def test_a_folder_that_is_not_ours_is_refused_before_anything_is_read(
    huitoukan: Huitoukan, lists: Path, tmp_path: Path
) -> None:
    (tmp_path / "thesis.docx").write_text("years of work", "utf-8")
    said = huitoukan("check", lists, "--as-of", AS_OF, "--out", tmp_path)
    assert said.code == 1
    assert "没有动它" in said.err
    assert "……" not in said.err
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_the_results_may_lie_in_the_folder_of_the_lists(huitoukan: Huitoukan, lists: Path, tmp_path: Path) -> None:
    folder = tmp_path / "lists"
    shutil.copytree(lists, folder)
    first = huitoukan("check", folder, "--as-of", AS_OF, "--out", folder / "out")
    before = (folder / "out/findings.csv").read_bytes()
    second = huitoukan("check", folder, "--as-of", AS_OF, "--out", folder / "out")
    assert (first.code, second.code) == (0, 0)
    assert (folder / "out/findings.csv").read_bytes() == before


def test_when_it_is_interrupted_nothing_is_left_half_written(lists: Path, tmp_path: Path) -> None:
    code = "from huitoukan.cli import main; main()"
    command = [sys.executable, "-c", code, "check", str(lists), "--as-of", AS_OF, "--out", str(tmp_path / "out")]
    environment = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as run:
        assert run.stderr is not None
        first = run.stderr.readline()
        run.send_signal(signal.SIGINT)
        rest = run.stderr.read()
    assert first
    assert run.returncode == 130
    assert "已中断" in rest
    assert "Traceback" not in rest
    assert list(tmp_path.iterdir()) == []
