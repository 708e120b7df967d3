from __future__ import annotations

from pathlib import Path

from .conftest import Huitoukan


def test_each_sheet_is_told_with_the_reasons(huitoukan: Huitoukan, lists: Path) -> None:
    said = huitoukan("kinds", lists)
    assert said.code == 0
    assert "监测对象信息.xlsx › Sheet1" in said.out
    assert "表头在第 3 行，3 行数据" in said.out
    assert "证件号码" in said.out


def test_a_sheet_nobody_knows_is_told_with_its_headers(huitoukan: Huitoukan, tmp_path: Path) -> None:
    (tmp_path / "食堂.csv").write_text("菜名,数量,口味\n豆腐,3,辣\n白菜,5,淡\n", "utf-8")
    said = huitoukan("kinds", tmp_path, "--lang", "en")
    assert said.code == 0
    assert huitoukan("kinds", tmp_path, "--strict").code == 3
    assert "食堂.csv" in said.out


def test_a_folder_that_is_not_there_is_a_sentence(huitoukan: Huitoukan, tmp_path: Path) -> None:
    said = huitoukan("kinds", tmp_path / "nowhere")
    assert (said.code, said.out) == (1, "")
    assert "nowhere" in said.err
