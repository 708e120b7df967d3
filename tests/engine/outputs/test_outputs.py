from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from huitoukan.engine import outputs
from huitoukan.engine.results import Result
from huitoukan.messages import Message, say
from huitoukan.policy.models import Pack


class Watching:
    """Counts what it is told."""

    def __init__(self) -> None:
        self.total = 0
        self.done: list[str] = []
        self.finished = False

    def start(self, stage: Message, total: int) -> None:
        self.total = total

    def advance(self, done: Message | None = None, steps: int = 1) -> None:
        self.done.append(str(done))

    def finish(self) -> None:
        self.finished = True


@pytest.fixture(scope="module")
def out(result: Result, pack: Pack, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written") / "out"
    outputs.write(result, folder, pack=pack)
    return folder


def _files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def _texts(folder: Path) -> dict[str, str]:
    """Every text that leaves: files as they are, workbooks by their parts."""
    texts = {}
    for path in (path for path in folder.rglob("*") if path.is_file()):
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                texts |= {f"{path.name}/{name}": book.read(name).decode() for name in book.namelist()}
        else:
            texts[path.name] = path.read_text("utf-8")
    return texts


def test_everything_is_there(out: Path) -> None:
    assert sorted(_files(out)) == [
        "exempted.csv", "exemptions.xlsx", "findings.csv", "gone.csv", "links.csv", "mapping-draft.toml", "review-links.xlsx", "rows.csv", "run.json",
        "set-aside.xlsx", "summary.html",
        *(f"townships/{name}.xlsx" for name in ("云台乡", "未知乡镇", "柳河镇", "青石镇")),
    ]  # fmt: skip


def test_the_same_result_gives_the_same_bytes(out: Path, make_result: object, pack: Pack, tmp_path: Path) -> None:
    again = make_result()  # type: ignore[operator]  # the fixture of conftest
    outputs.write(again, tmp_path / "again", pack=pack)
    assert _files(tmp_path / "again") == _files(out)


def test_no_whole_id_number_leaves(out: Path, result: Result) -> None:
    numbers = set(result.findings.get_column("id_no"))
    for name, text in _texts(out).items():
        assert not [number for number in numbers if number in text], name


def test_whole_id_numbers_leave_when_asked_for(result: Result, pack: Pack, tmp_path: Path) -> None:
    outputs.write(result, tmp_path / "out", pack=pack, full_ids=True)
    number = result.findings.get_column("id_no")[0]
    assert number in (tmp_path / "out/findings.csv").read_text("utf-8")


def test_the_manifest_tells_what_was_read_and_made(out: Path, result: Result) -> None:
    manifest = json.loads((out / "run.json").read_text("utf-8"))
    assert manifest["as_of"] == "2026-10-31"
    assert manifest["policy"] == {"id": "little", "title": "测试政策包", "version": "2026.11"}
    assert manifest["parameters"] == {"income_line": 8500}
    assert manifest["inputs"][0]["sha256"] == "ab" * 32
    assert manifest["inputs"][-1]["problem"]
    assert manifest["counts"]["findings"] == result.findings.height
    assert manifest["counts"]["rows_read"] == manifest["counts"]["rows_used"] + manifest["counts"]["rows_set_aside"]
    assert [rule["rule"] for rule in manifest["rules_not_judged"]] == ["education.dropout", "missed.burden"]
    assert manifest["timings"] == {"sheets": 1.235, "rules": 0.5}
    assert sorted(manifest["outputs"]) == sorted(set(_files(out)) - {"run.json"})


def test_progress_reaches_its_total(result: Result, pack: Pack, tmp_path: Path) -> None:
    progress = Watching()
    outputs.write(result, tmp_path / "out", pack=pack, progress=progress)
    assert len(progress.done) == progress.total
    assert progress.finished


def test_english_is_for_the_page_and_the_notes(result: Result, pack: Pack, tmp_path: Path) -> None:
    outputs.write(result, tmp_path / "out", pack=pack, lang="en")
    assert '<html lang="en">' in (tmp_path / "out/summary.html").read_text("utf-8")
    assert (tmp_path / "out/townships/青石镇.xlsx").exists()


def test_remarks_stand_in_the_manifest_masked(result: Result, pack: Pack, tmp_path: Path) -> None:
    remark = say("outputs.written", file="990123198706151234")
    outputs.write(replace(result, remarks=(remark,)), tmp_path / "out", pack=pack)
    assert json.loads((tmp_path / "out/run.json").read_text("utf-8"))["remarks"] == ["已写好 990123********1234"]
