from __future__ import annotations

from pathlib import Path

from .conftest import Huitoukan


def test_a_county_is_made_and_the_next_command_is_told(huitoukan: Huitoukan, tmp_path: Path) -> None:
    said = huitoukan(
        "sample-county", tmp_path / "county", "--households", "300", "--seed", "5", "--as-of", "2026-09-30"
    )
    assert said.code == 0
    assert f"huitoukan check {tmp_path / 'county' / 'lists'} --as-of 2026-09-30" in said.out
    assert (tmp_path / "county/as-of").read_text("utf-8").strip() == "2026-09-30"
    assert any((tmp_path / "county/lists").iterdir())


def test_the_lists_of_the_library_are_made_on_demand(huitoukan: Huitoukan, tmp_path: Path) -> None:
    said = huitoukan("sample-county", tmp_path, "--households", "300", "--as-of", "2026-09-30", "--library")
    assert said.code == 0
    assert "--as-of 2026-09-30 --policy library" in said.out
    assert (tmp_path / "truth/faults.csv").is_file()


def test_a_folder_with_other_things_is_left_alone(huitoukan: Huitoukan, tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("years of work", "utf-8")
    said = huitoukan("sample-county", tmp_path)
    assert said.code == 1
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]
