from __future__ import annotations

import json
from pathlib import Path

import pytest

from huitoukan.engine.outputs.folder import hash_files, refuse_foreign, replace_folder
from huitoukan.messages import Mendable


def _write(out: Path, content: str = "new") -> None:
    """A run of ours that writes one table."""
    with replace_folder(out) as folder:
        (folder / "findings.csv").write_text(content, "utf-8")
        manifest = {"huitoukan": "0", "outputs": hash_files(folder)}
        (folder / "run.json").write_text(json.dumps(manifest), "utf-8")


def _break_off(out: Path, stop: type[BaseException]) -> None:
    with replace_folder(out) as folder:
        (folder / "findings.csv").write_text("half", "utf-8")
        raise stop


def _names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_the_folder_is_made_with_its_parents(tmp_path: Path) -> None:
    _write(tmp_path / "a/b/out")
    assert _names(tmp_path) == ["a/b/out/findings.csv", "a/b/out/run.json"]


def test_an_earlier_run_is_replaced(tmp_path: Path) -> None:
    _write(tmp_path / "out", "old")
    _write(tmp_path / "out", "new")
    assert (tmp_path / "out/findings.csv").read_text("utf-8") == "new"
    assert _names(tmp_path) == ["out/findings.csv", "out/run.json"]


def test_an_empty_folder_may_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    _write(tmp_path / "out")
    assert _names(tmp_path / "out") == ["findings.csv", "run.json"]


@pytest.mark.parametrize("manifest", [None, "{}", "not json", "[]", '{"other": 1}'])
def test_a_folder_with_other_things_is_left_alone(tmp_path: Path, manifest: str | None) -> None:
    (tmp_path / "thesis.docx").write_text("years of work", "utf-8")
    if manifest is not None:
        (tmp_path / "run.json").write_text(manifest, "utf-8")
    before = hash_files(tmp_path)
    with pytest.raises(Mendable, match="没有动它"):
        _write(tmp_path)
    assert hash_files(tmp_path) == before


def test_a_file_in_the_place_of_the_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x", "utf-8")
    with pytest.raises(Mendable, match="是一个文件"):
        _write(tmp_path / "out")
    assert (tmp_path / "out").read_text("utf-8") == "x"


@pytest.mark.parametrize("stop", [RuntimeError, KeyboardInterrupt])
def test_when_writing_is_broken_off_the_earlier_run_stays_whole(tmp_path: Path, stop: type[BaseException]) -> None:
    _write(tmp_path / "out", "old")
    with pytest.raises(stop):
        _break_off(tmp_path / "out", stop)
    assert (tmp_path / "out/findings.csv").read_text("utf-8") == "old"
    assert _names(tmp_path) == ["out/findings.csv", "out/run.json"]


def test_a_run_killed_between_the_two_renames_is_brought_back(tmp_path: Path) -> None:
    _write(tmp_path / "out", "old")
    (tmp_path / "out").rename(tmp_path / ".out.huitoukan-old")
    with pytest.raises(RuntimeError):
        _break_off(tmp_path / "out", RuntimeError)
    assert (tmp_path / "out/findings.csv").read_text("utf-8") == "old"


def test_files_that_a_person_changed_or_added_are_kept(tmp_path: Path) -> None:
    out = tmp_path / "out"
    _write(out, "old")
    (out / "findings.csv").write_text("old, and my decisions", "utf-8")
    (out / "notes.txt").write_text("call the village", "utf-8")
    (out / "~$findings.csv").write_text("lock", "utf-8")
    _write(out)
    assert _names(out) == ["findings.csv", "kept/findings.csv", "kept/notes.txt", "run.json"]
    assert (out / "kept/findings.csv").read_text("utf-8") == "old, and my decisions"
    (out / "findings.csv").write_text("again", "utf-8")
    _write(out)
    kept = {name: (out / name).read_text("utf-8") for name in _names(out / ".") if name.startswith("kept/")}
    assert sorted(kept.values()) == ["again", "call the village", "old, and my decisions"]


def test_the_folder_of_the_lists_is_never_replaced(tmp_path: Path) -> None:
    lists = tmp_path / "out/lists"
    lists.mkdir(parents=True)
    for out in (lists, tmp_path / "out", tmp_path):
        with pytest.raises(Mendable, match="覆盖原表"):
            refuse_foreign(out, inputs=lists)
    refuse_foreign(lists / "out", inputs=lists)


def test_a_disk_that_refuses_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(Mendable, match="写不进"):
        _write(tmp_path / "file/out")


def test_when_the_new_folder_cannot_take_its_place_the_earlier_one_comes_back(tmp_path: Path) -> None:
    _write(tmp_path / "out", "old")
    with pytest.raises(Mendable, match="写不进"), replace_folder(tmp_path / "out") as folder:
        folder.rmdir()  # as when somebody clears up beside us
    assert (tmp_path / "out/findings.csv").read_text("utf-8") == "old"
    assert _names(tmp_path) == ["out/findings.csv", "out/run.json"]
