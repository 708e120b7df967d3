"""Exemptions and an earlier run, from files in to files out."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from .conftest import AS_OF, Huitoukan


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_an_exemption_leaves_the_list_and_stays_in_sight(huitoukan: Huitoukan, lists: Path, tmp_path: Path) -> None:
    filed = tmp_path / "豁免.csv"
    filed.write_text(
        "规则编号,户编号,豁免依据,有效期至\nincome.below_line,99000000000001,会议纪要,2026-12-31\n", "utf-8"
    )
    out = tmp_path / "out"
    said = huitoukan("check", lists, "--as-of", AS_OF, "--out", out, "--exemptions", filed)
    assert "另有 1 个问题已核准豁免" in said.out
    assert "income.below_line" not in {row["rule_id"] for row in _rows(out / "findings.csv")}
    (exempted,) = _rows(out / "exempted.csv")
    assert (exempted["rule_id"], exempted["evidence"], exempted["until"]) == (
        "income.below_line",
        "会议纪要",
        "2026-12-31",
    )
    assert "人均纯收入" in exempted["facts"]
    assert json.loads((out / "run.json").read_text("utf-8"))["counts"]["exempted"] == 1
    assert "另有 1 个问题已核准豁免" in (out / "summary.html").read_text("utf-8")


def test_the_exemptions_workbook_of_a_run_can_be_handed_in_again(
    huitoukan: Huitoukan, lists: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    huitoukan("check", lists, "--as-of", AS_OF, "--out", out)
    path = out / "exemptions.xlsx"
    book = load_workbook(path)
    titles = [cell.value for cell in book["豁免"][1]]
    row = {
        "规则编号": "income.below_line",
        "户编号": "99000000000001",
        "豁免依据": "会议纪要",
        "有效期至": "2026-12-31",
    }
    book["豁免"].append([row.get(title) for title in titles])
    book.save(tmp_path / "filled.xlsx")
    for filed in (tmp_path / "filled.xlsx", path):
        said = huitoukan("check", lists, "--as-of", AS_OF, "--out", out, "--exemptions", filed)
        assert "另有 1 个问题已核准豁免" in said.out
        (ledger,) = list(load_workbook(path)["豁免"].iter_rows(min_row=2, values_only=True))
        assert "已豁免" in ledger


@pytest.mark.parametrize("full_ids", [(), ("--full-ids",)], ids=["masked", "whole IDs"])
def test_findings_are_held_against_an_earlier_run(
    huitoukan: Huitoukan, lists: Path, tmp_path: Path, full_ids: tuple[str, ...]
) -> None:
    march, october = tmp_path / "march", tmp_path / "october"
    huitoukan("check", lists, "--as-of", "2026-03-31", "--out", march, "--set", "income_line=5000", *full_ids)
    said = huitoukan("check", lists, "--as-of", AS_OF, "--out", october, "--since", march)
    found = {row["rule_id"]: row for row in _rows(october / "findings.csv")}
    assert found["income.below_line"]["change"] == "new"
    assert found["income.below_line"]["first_seen"] == AS_OF
    assert found["relation.sex"]["change"] == "still"
    assert found["relation.sex"]["first_seen"] == "2026-03-31"
    assert "新增 1 个，仍存在" in said.out
    assert "与上次核查相比" in (october / "summary.html").read_text("utf-8")
    changes = [
        cell.value for cell in next(load_workbook(october / "townships/青石镇.xlsx")["问题清单"].iter_cols(13, 13))
    ]
    assert changes[2] == "变化"
    assert set(changes[3:]) == {"新增", "仍存在"}


def test_what_is_gone_is_listed_and_the_first_day_is_carried_on(
    huitoukan: Huitoukan, lists: Path, tmp_path: Path
) -> None:
    runs = [tmp_path / name for name in ("first", "second", "third")]
    huitoukan("check", lists, "--as-of", "2026-01-31", "--out", runs[0])
    huitoukan("check", lists, "--as-of", "2026-03-31", "--out", runs[1], "--since", runs[0])
    line = ("--set", "income_line=5000")
    huitoukan("check", lists, "--as-of", AS_OF, "--out", runs[2], "--since", runs[1], *line)
    gone = {row["rule_id"]: row for row in _rows(runs[2] / "gone.csv")}
    assert gone["income.below_line"]["change"] == "gone"
    assert gone["income.below_line"]["first_seen"] == "2026-01-31"
    assert {row["first_seen"] for row in _rows(runs[2] / "findings.csv")} == {"2026-01-31"}


def test_the_folder_that_is_replaced_may_be_the_earlier_run(huitoukan: Huitoukan, lists: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    huitoukan("check", lists, "--as-of", "2026-03-31", "--out", out)
    said = huitoukan("check", lists, "--as-of", AS_OF, "--out", out, "--since", out)
    assert said.code == 0, said.err
    assert {row["change"] for row in _rows(out / "findings.csv")} == {"still"}


@pytest.mark.parametrize("wrong", ["absent", "foreign", "later", "torn"])
def test_a_folder_that_cannot_be_compared_with_is_refused_before_the_run(
    huitoukan: Huitoukan, lists: Path, tmp_path: Path, wrong: str
) -> None:
    earlier = tmp_path / "earlier"
    if wrong == "foreign":
        earlier.mkdir()
        (earlier / "notes.txt").write_text("x", "utf-8")
    if wrong in ("later", "torn"):
        huitoukan("check", lists, "--as-of", "2026-12-31" if wrong == "later" else "2026-03-31", "--out", earlier)
    if wrong == "torn":
        (earlier / "findings.csv").write_text("a,b\n1,2\n", "utf-8")
    said = huitoukan("check", lists, "--as-of", AS_OF, "--out", tmp_path / "out", "--since", earlier)
    assert said.code == 1
    assert str(earlier) in said.err
    assert "Traceback" not in said.err
    assert not (tmp_path / "out").exists()
