"""What a person decided comes before any score; a decisions file that says nothing clear is refused with the row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from huitoukan.engine.linkage.decision_files import read_decisions
from huitoukan.engine.linkage.decisions import DECISIONS, place_decisions
from huitoukan.engine.linkage.fingerprints import take_fingerprints
from huitoukan.engine.results import Sheets
from huitoukan.messages import Mendable
from huitoukan.policy import Pack
from huitoukan.samples.identity import check_digit


def _id(body: str) -> str:
    return body + check_digit(body)


HEADER = ("决定", "清单", "来源文件", "来源表", "来源行", "行指纹", "候选人", "候选指纹", "证据")
DEATHS = "死亡人员名单"
OWNER = _id("99013219690421317")
LISTS = {
    "registered": [
        {"household_no": "H1", "person_no": "P1", "name": "王芳", "id_no": OWNER},
        {"household_no": "H2", "person_no": "P2", "name": "王芳", "id_no": _id("99013219811112328")},
    ],
    "roster": [{"household_no": "R3", "name": "王方", "id_no": _id("99013219750130235")}],
    "deaths": [
        {"name": "王芳", "id_no": None},
        {"name": "王芳", "id_no": None},
        {"name": "李红", "id_no": OWNER},
        {"name": "王芳", "id_no": OWNER[:9] + str((int(OWNER[9]) + 1) % 10) + OWNER[10:]},
    ],
}


Decision = tuple[object, ...]


def _decision(row: int, candidate: str, word: str) -> Decision:
    """What is decided about a row of the deaths, without fingerprints."""
    return (word, DEATHS, "deaths.xlsx", "Sheet1", row, "", candidate, "", "")


def _workbook(path: Path, *rows: Decision, header: Decision = HEADER) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate((header, *rows)):
            sheet.write_row(at, 0, row)
    return path


def _marked(sheets: Sheets, pack: Pack, *rows: Decision) -> list[Decision]:
    """``rows`` with the fingerprints that the review workbook of this county would give them."""
    marks = take_fingerprints(sheets, pack, sheets.lists)
    deaths = dict(marks.filter(kind="deaths").select("row", "mark").iter_rows())
    people = {key: mark for *keys, mark in marks.select(
        "person_no", pl.format("{}#{}#{}", "file", "sheet", "row"), "mark").iter_rows() for key in keys}  # fmt: skip
    return [(*r[:5], deaths.get(r[4], "gone"), r[6], people.get(r[6], "gone"), r[8]) for r in rows]


@dataclass(frozen=True)
class Loaded:
    """Decisions made on one county and read for another."""

    table: pl.DataFrame
    passed_over: str


@pytest.fixture
def load(type_county: Callable, pack: Pack, tmp_path: Path) -> Callable[..., Loaded]:
    """``load([decisions of a month], …, now=lists)``: decided on ``LISTS``, read with the lists of now."""

    def run(*months: list[Decision], now: Mapping[str, object] = LISTS) -> Loaded:
        then = type_county(LISTS).sheets
        paths = [_workbook(tmp_path / f"d{at}.xlsx", *_marked(then, pack, *rows)) for at, rows in enumerate(months)]
        out = tmp_path / "work/d.parquet"
        remarks = place_decisions(read_decisions(paths, pack), pack=pack, sheets=type_county(now).sheets, out=out)
        return Loaded(pl.read_parquet(out), "".join(map(str, remarks)))

    return run


@pytest.fixture
def decide(type_county: Callable, link_county: Callable, pack: Pack, tmp_path: Path) -> Callable:
    def run(*rows: Decision):
        county = type_county(LISTS)
        path = _workbook(tmp_path / "d.xlsx", *_marked(county.sheets, pack, *rows))
        place_decisions(read_decisions([path], pack), pack=pack, sheets=county.sheets, out=tmp_path / "d.parquet")
        return link_county(county, tmp_path / "d.parquet")

    return run


def test_yes_links_the_row(decide: Callable) -> None:
    linked = decide(_decision(2, "P2", "是"), _decision(3, "roster.xlsx#Sheet1#2", "是"), _decision(4, "P1", "是"))

    assert linked.worlds("deaths", 0) == {"P2": ("accepted", "possible")}
    assert linked.worlds("deaths", 1) == {_id("99013219750130235"): ("accepted", "possible")}
    assert linked.worlds("deaths", 2) == {"P1": ("accepted", "possible")}
    assert linked.methods("deaths", 0) == {"decided"}
    assert set(linked.tables["review"]["row_id"]) == set()


def test_no_takes_the_candidate_away(decide: Callable) -> None:
    linked = decide(_decision(2, "P2", "否"), _decision(5, "P1", "否"))

    assert linked.people("deaths", 0, "possible") == {"P1", _id("99013219750130235")}
    assert ("undecided", "P2") not in linked.reviews("deaths", 0)
    assert "P1" not in linked.people("deaths", 3, "possible")


def test_rows_without_a_decision_are_passed_over(decide: Callable) -> None:
    linked = decide(_decision(2, "nobody at all", ""), _decision(3, "P1", "是"))

    assert linked.people("deaths", 0) == set()
    assert linked.people("deaths", 1) == {"P1"}


def _next_month(*deaths: Mapping[str, str | None], **lists: object) -> Mapping[str, object]:
    return {**LISTS, "deaths": list(deaths), **lists}


def test_a_decision_does_not_hold_for_another_row_in_the_same_place(load: Callable[..., Loaded]) -> None:
    now = _next_month({"name": "李四", "id_no": None}, {"name": "王芳", "id_no": None}, LISTS["deaths"][3])
    loaded = load([_decision(2, "P2", "是"), _decision(3, "P1", "是"), _decision(4, "P1", "是")], now=now)

    assert loaded.table.rows() == [("deaths", 1, "registered", 0, True)]
    assert "有 2 行没有采用" in loaded.passed_over
    assert "“d0.xlsx”第 2 行、“d0.xlsx”第 4 行" in loaded.passed_over


def test_a_row_that_moved_keeps_its_decision(load: Callable[..., Loaded]) -> None:
    now = _next_month({"name": "赵一", "id_no": None}, *reversed(LISTS["deaths"]))
    loaded = load([_decision(4, "P1", "是"), _decision(5, "P1", "否")], now=now)

    assert loaded.table.rows() == [("deaths", 1, "registered", 0, False), ("deaths", 2, "registered", 0, True)]
    assert loaded.passed_over == ""


def test_a_name_alone_is_not_enough_to_know_a_row_again_elsewhere(load: Callable[..., Loaded]) -> None:
    now = _next_month(
        {"name": "赵一", "id_no": OWNER}, {"name": "赵二", "id_no": None}, {"name": "王芳", "id_no": None}
    )
    loaded = load([_decision(2, "P2", "是")], now=now)

    assert loaded.table.height == 0
    assert "有 1 行没有采用" in loaded.passed_over


def test_a_candidate_who_is_somebody_else_now_is_not_linked(load: Callable[..., Loaded]) -> None:
    stranger = {"household_no": "H2", "person_no": "P2", "name": "王芳", "id_no": _id("99013219900101002")}
    loaded = load([_decision(2, "P2", "是")], now={**LISTS, "registered": [LISTS["registered"][0], stranger]})

    assert loaded.table.height == 0
    assert "有 1 行没有采用" in loaded.passed_over


def test_a_candidate_on_the_roster_is_known_again_where_the_row_has_moved(load: Callable[..., Loaded]) -> None:
    now = {**LISTS, "roster": [{"household_no": "R9", "name": "孙九", "id_no": None}, *LISTS["roster"]]}
    loaded = load([_decision(3, "roster.xlsx#Sheet1#2", "是")], now=now)

    assert loaded.table.rows() == [("deaths", 1, "roster", 1, True)]


def test_of_several_files_the_last_counts(load: Callable[..., Loaded]) -> None:
    earlier = [_decision(2, "P1", "是"), _decision(3, "P1", "是"), _decision(4, "P1", "否")]
    later = [_decision(2, "P2", "是"), _decision(3, "P1", "否")]

    assert load(earlier, later).table.rows() == [
        ("deaths", 0, "registered", 1, True),
        ("deaths", 1, "registered", 0, False),
        ("deaths", 2, "registered", 0, False),
    ]


def test_two_yes_for_one_row_are_one_too_many(load: Callable[..., Loaded]) -> None:
    with pytest.raises(Mendable, match=r"不止一个“是”.*“d0.xlsx”第 2 行、“d0.xlsx”第 4 行"):
        load([_decision(2, "P1", "是"), _decision(3, "P1", "是"), _decision(2, "P2", "是")])


def test_yes_for_two_records_of_one_person_is_no_contradiction(load: Callable[..., Loaded], pack: Pack) -> None:
    both = {**LISTS["registered"][0], "household_no": "H1"}
    assert load([_decision(2, "P1", "是")], now={**LISTS, "registered": [*LISTS["registered"], both]}).table.height == 1


def test_yes_and_no_for_one_candidate_contradict(load: Callable[..., Loaded]) -> None:
    with pytest.raises(Mendable, match="既填了“是”又填了“否”"):
        load([_decision(2, "P1", "是"), _decision(2, "P1", "否")])


def test_a_word_that_is_no_decision_is_refused(load: Callable[..., Loaded]) -> None:
    with pytest.raises(Mendable, match="第 3 行的决定是“也许”"):
        load([_decision(2, "P1", "是"), _decision(3, "P1", "也许")])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_csv(type_county: Callable, pack: Pack, tmp_path: Path, encoding: str) -> None:
    sheets = type_county(LISTS).sheets
    (row,) = _marked(sheets, pack, _decision(2, "P1", "否"))
    path = tmp_path / "决定.csv"
    path.write_text("\n".join(",".join(map(str, line)) for line in (HEADER, row)), encoding=encoding)

    place_decisions(read_decisions([path], pack), pack=pack, sheets=sheets, out=tmp_path / "d.parquet")

    assert pl.read_parquet(tmp_path / "d.parquet").rows() == [("deaths", 0, "registered", 0, False)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "找不到文件"),
        (b"PK\x03\x04 no workbook", "已损坏或不完整"),
        (b"", "是空的"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "密码|损坏"),
        (b"<html><table>", "其实是网页"),
    ],
    ids=["no file", "no workbook", "an empty file", "a password", "a web page"],
)
def test_files_that_cannot_be_read_are_told_as_lists_are(
    tmp_path: Path, pack: Pack, content: bytes | None, said: str
) -> None:
    path = tmp_path / "d.xlsx"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(Mendable, match=said):
        read_decisions([path], pack)


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (("来源文件", "来源行", "决定"), "缺少列：清单、来源表、候选人"),
        (tuple(title for title in HEADER if "指纹" not in title), "没有这几列：行指纹、候选指纹"),
    ],
)
def test_missing_columns_are_named(pack: Pack, tmp_path: Path, header: Decision, said: str) -> None:
    path = _workbook(tmp_path / "d.xlsx", header=header)

    with pytest.raises(Mendable, match=said):
        read_decisions([path], pack)


def _by_program(pack: Pack, sheets: Sheets, row: int, person: str, *, same: bool, anywhere: bool) -> pl.DataFrame:
    """What a program says that people decided about a row of the deaths."""
    marks = take_fingerprints(sheets, pack, sheets.lists)
    mark = marks.filter(kind="deaths", row=row)["mark"].item()
    place = {} if anywhere else {"file": "deaths.xlsx", "sheet": "Sheet1", "row": row}
    said = {
        "order": 0, "kind": "deaths", "mark": mark, "candidate": person,
        "candidate_mark": marks.filter(person_no=person)["mark"].item(), "same": same,
    }  # fmt: skip
    return pl.DataFrame([said | place], schema=DECISIONS)


def test_a_program_may_say_what_was_decided(type_county: Callable, pack: Pack, tmp_path: Path) -> None:
    sheets = type_county(LISTS).sheets
    made = pl.concat([
        _by_program(pack, sheets, 2, "P2", same=True, anywhere=False),
        _by_program(pack, sheets, 4, "P1", same=False, anywhere=True),
    ])  # fmt: skip
    assert place_decisions(made, pack=pack, sheets=sheets, out=tmp_path / "d.parquet") == ()
    assert pl.read_parquet(tmp_path / "d.parquet").rows() == [
        ("deaths", 0, "registered", 1, True),
        ("deaths", 2, "registered", 0, False),
    ]


def test_without_a_place_a_decision_holds_for_every_row_that_says_enough(
    type_county: Callable, pack: Pack, tmp_path: Path
) -> None:
    then = type_county(LISTS).sheets
    telling = _by_program(pack, then, 4, "P1", same=True, anywhere=True)
    a_name_only = _by_program(pack, then, 2, "P2", same=True, anywhere=True)
    now = type_county({**LISTS, "deaths": [LISTS["deaths"][2], LISTS["deaths"][0], LISTS["deaths"][2]]}).sheets
    out = tmp_path / "d.parquet"
    place_decisions(pl.concat([telling, a_name_only]), pack=pack, sheets=now, out=out)
    assert pl.read_parquet(out).select("row_id", "same").rows() == [(0, True), (2, True)]


def test_what_a_program_decided_of_rows_that_are_gone_is_not_told(
    type_county: Callable, pack: Pack, tmp_path: Path
) -> None:
    made = _by_program(pack, type_county(LISTS).sheets, 4, "P1", same=True, anywhere=True)
    now = type_county({**LISTS, "deaths": LISTS["deaths"][:1]}).sheets
    assert place_decisions(made, pack=pack, sheets=now, out=tmp_path / "d.parquet") == ()
    assert pl.read_parquet(tmp_path / "d.parquet").height == 0
