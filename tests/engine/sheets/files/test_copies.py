"""Copies are found by what is in them, whatever they are called, and nothing but files of one size is opened for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from huitoukan.engine.sheets.files.copies import find_copies


def written(folder: Path, contents: dict[str, bytes]) -> list[Path]:
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in contents]


@pytest.mark.parametrize(
    ("contents", "expected"),
    [
        ({"甲": b"1", "乙": b"22"}, {}),
        ({"甲": b"11", "乙": b"22"}, {}),
        ({"甲": b"11", "乙": b"22", "丙": b"11"}, {"丙": "甲"}),
        ({"丙": b"11", "乙": b"11", "甲": b"11"}, {"乙": "丙", "甲": "丙"}),
        ({"甲": b"11", "乙": b"1", "丙": b"11", "丁": b"1"}, {"丙": "甲", "丁": "乙"}),
        ({"甲": b"", "乙": b""}, {"乙": "甲"}),
    ],
)
def test_copies(tmp_path: Path, contents: dict[str, bytes], expected: dict[str, str]) -> None:
    found = find_copies(written(tmp_path, contents))
    assert {copy.name: first.name for copy, first in found.items()} == expected


def test_what_cannot_be_opened_is_no_copy(tmp_path: Path) -> None:
    (tmp_path / "夹").mkdir()
    paths = [tmp_path / "没有", tmp_path / "也没有", tmp_path / "夹", *written(tmp_path, {"甲": b"11", "乙": b"11"})]
    assert find_copies(paths) == {tmp_path / "乙": tmp_path / "甲"}


def test_only_files_of_one_size_are_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = written(tmp_path, {"甲": b"11", "乙": b"1", "丙": b"22"})
    opened: list[str] = []
    original = Path.open

    def watched(path: Path, *args: str) -> object:
        opened.append(path.name)
        return original(path, *args)

    monkeypatch.setattr(Path, "open", watched)
    assert find_copies(paths) == {}
    assert opened == ["甲", "丙"]
