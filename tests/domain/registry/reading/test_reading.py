"""Files are read whatever they are; what cannot be used is told, and kept to be mended."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_tasks_db.models import DBTaskResult
from tests.conftest import WEST, County
from tests.domain.registry.desk import OCTOBER, TITLES, Desk, landed, people_on, person, registered, table

from huitoukan.core.access.roles import Role
from huitoukan.core.background import progress
from huitoukan.domain.registry import actions, tasks
from huitoukan.domain.registry.enums import ImportState
from huitoukan.domain.registry.folders import folder_of, uploads_of
from huitoukan.domain.registry.models import Import
from huitoukan.domain.registry.queries import rows_aside, write_aside
from huitoukan.domain.registry.reading import lists
from huitoukan.domain.registry.snapshots import cells_of

UNKNOWN = table(["甲", "姓甚名谁", "证号", "哪天"], [["1", "王小二", "990101198001010019", "2026-10-02"]], "台账.csv")
MAPPING = """
[[sheet]]
file = "台账.csv"
kind = "deaths"
[sheet.columns]
"姓甚名谁" = "name"
"证号" = "id_no"
"哪天" = "died_on"
"""


def test_what_sheets_are_is_told(desk: Desk) -> None:
    brought = desk.bring(registered(person(1), person(2)), UNKNOWN)
    known, unknown = brought.sheets.order_by("-kind")
    assert (known.kind, known.header_row, known.rows_read, known.columns["name"]) == ("registered", 1, 2, "姓名")
    assert known.headers[:2] == ["乡镇", "村"]
    assert (unknown.file, unknown.kind, unknown.raw, bool(unknown.notes)) == ("台账.csv", "", "", True)
    assert "[[sheet]]" in brought.mapping_draft
    (registered_list,) = brought.lists.all()
    assert (registered_list.kind, registered_list.rows, registered_list.day) == ("registered", 2, brought.day)


def test_rows_can_be_shown_as_they_were(desk: Desk) -> None:
    brought = desk.bring(registered(person(1), person(2, income_per_capita="9 000元")))
    place = (brought.pk, "监测对象信息.csv", brought.sheets.get().sheet)
    rows = {number: cells for (_, number), cells in cells_of({place: [3]}).items()}
    assert [cell.text for cell in rows[3] if cell.field == "income_per_capita"] == ["9 000元"]


def test_what_somebody_says_of_a_sheet_is_used_and_kept(desk: Desk) -> None:
    brought = desk.bring(UNKNOWN)
    actions.say_what(by=desk.by, brought=brought, mapping=MAPPING)
    assert desk.again(brought).state == ImportState.WAITING
    read = desk.read(brought)
    assert [each.kind for each in read.lists.all()] == ["deaths"]
    assert read.mapping == MAPPING.strip()
    assert len([f for f in folder_of(read).iterdir() if f.name.startswith("read-")]) == 1


def test_a_mistake_in_what_somebody_says_changes_nothing(desk: Desk) -> None:
    brought = desk.bring(UNKNOWN)
    with pytest.raises(Exception, match="deathz"):
        actions.say_what(by=desk.by, brought=brought, mapping=MAPPING.replace("deaths", "deathz"))
    assert (desk.again(brought).state, desk.again(brought).mapping) == (ImportState.READ, "")


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 broken", b"\x00" * 100, b"\xd0\xcf\x11\xe0 no workbook", "姓名".encode("utf-16")]
)
def test_a_file_that_cannot_be_read_is_told_and_the_rest_goes_on(desk: Desk, content: bytes) -> None:
    brought = desk.bring(SimpleUploadedFile("坏.xlsx", content), registered(person(1)))
    broken = brought.sheets.filter(file="坏.xlsx").first()
    assert brought.state == ImportState.READ
    assert broken and broken.kind == "" and broken.notes[0]["zh"]
    assert brought.counts["persons"]["new"] == 1


def test_names_with_scripts_and_paths_become_names(desk: Desk) -> None:
    names = ["../../etc/<script>alert(1)</script>.csv", "..\\名单.csv", "名单.csv", "名单.CSV", "名" * 200 + ".csv"]
    files = [registered(person(at + 1)) for at in range(len(names))]
    for file, name in zip(files, names, strict=True):
        file._name = name  # what a browser sends is not tidied
    brought = desk.bring(*files)
    assert [file["name"] for file in brought.files][:4] == ["script_.csv", "名单.csv", "名单-2.csv", "名单-3.CSV"]
    assert sorted(p.name for p in uploads_of(brought).iterdir()) == sorted(file["name"] for file in brought.files)
    assert brought.counts["persons"]["listed"] == 5


def test_numbers_that_cannot_be_numbers_are_set_aside(desk: Desk) -> None:
    brought = desk.bring(registered(person(1), person(2, person_no="P" * 41)))
    (row,) = rows_aside(brought).rows
    assert (row["row"], "41" in str(row["reason"]) or "40" in str(row["reason"])) == (3, True)
    assert brought.counts["aside"] == 1


def test_texts_that_no_column_holds_are_cut_and_land(desk: Desk) -> None:
    odd = person(1, name="王小" + "二" * 99, health="患有大病" * 50, household_no="户" * 40, relation="儿" * 60)
    landed(desk.land(registered(odd)))
    assert len(people_on(desk.again(Import.objects.get()).day)) == 1


def test_rows_outside_the_area_are_set_aside(county: County) -> None:
    desk = Desk(county.add_person(Role.TOWNSHIP_OFFICER, at=WEST))
    west = person(3, 3, township="西岭乡", village="云台村")
    brought = desk.bring(
        registered(person(1), west, person(2, township="无名镇"), person(4, 4, township="", village="云台村"))
    )
    assert brought.area_code == WEST
    assert [row["row"] for row in rows_aside(brought).rows] == [2, 4]
    landed(desk.confirm(brought))
    assert {key: area for key, (_, area, _) in people_on(brought.day).items()} == {
        "P3": "990101002002",
        "P4": "990101002002",
    }


def test_rows_of_departments_outside_the_area_are_set_aside(county: County) -> None:
    desk = Desk(county.add_person(Role.TOWNSHIP_OFFICER, at=WEST))
    titles = ["乡镇", "行政村", "户主姓名", "户主证件号码", "问题类型", "发现日期", "是否解决", "解决日期"]
    rows = [
        [township, "柳树村", "王小二", "", "水质不达标", "2026-10-01", "否", ""]
        for township in ("东河镇", "西岭乡", "")
    ]
    brought = desk.bring(table(titles, rows, "饮水安全排查.csv"))
    assert (brought.lists.get().kind, brought.lists.get().rows, brought.counts["aside"]) == ("water", 2, 1)


def test_rows_set_aside_are_mended_in_a_workbook_and_brought_back(desk: Desk, tmp_path: Path) -> None:
    brought = desk.bring(registered(person(1), person(2, name="", id_no="", household_no="", person_no="P2")))
    assert brought.counts["aside"] == 1
    assert write_aside(brought, tmp_path / "待修.xlsx") == 1
    book = openpyxl.load_workbook(tmp_path / "待修.xlsx")
    sheet = book.worksheets[0]
    titles = [cell.value for cell in sheet[1]]
    for field, text in (("name", "王小三"), ("household_no", "99H1")):
        sheet.cell(2, titles.index(TITLES[field]) + 1, text)
    book.save(tmp_path / "待修.xlsx")
    mended = SimpleUploadedFile("待修.xlsx", (tmp_path / "待修.xlsx").read_bytes())
    actions.add_files(by=desk.by, brought=brought, files=[mended])
    read = desk.read(brought)
    assert (read.counts["aside"], read.counts["persons"]["listed"]) == (0, 2)


def test_a_discarded_import_stops_being_read_and_loses_its_files(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    brought = actions.bring(by=desk.by, files=[registered(person(1))], day=OCTOBER, is_complete=True)
    monkeypatch.setattr(progress, "SECONDS", 0)
    whole = lists.read_folder

    def discard_first(*args: object, **kwargs: object) -> object:
        actions.discard(by=desk.by, brought=brought)
        return whole(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(lists, "read_folder", discard_first)
    tasks.read.call(brought.pk)
    assert desk.again(brought).state == ImportState.DISCARDED
    assert not brought.sheets.exists()
    tasks.clear_away.call(brought.pk)
    assert not folder_of(brought).exists()


def test_a_fault_of_ours_is_told_and_logged(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    brought = desk.bring(registered(person(1)))
    actions.say_what(by=desk.by, brought=brought, mapping="")
    for path in uploads_of(brought).iterdir():
        path.unlink()
    monkeypatch.setattr(lists, "every_name", None)
    registered_again = uploads_of(brought) / "监测对象信息.csv"
    registered_again.write_bytes(registered(person(1)).read())
    with pytest.raises(TypeError):
        tasks.read.call(brought.pk)
    failed = desk.again(brought)
    assert (failed.state, failed.problem["zh"][:7]) == (ImportState.FAILED, "读取时程序出错")
    monkeypatch.undo()


def test_reading_cut_off_begins_again(desk: Desk) -> None:
    brought = actions.bring(by=desk.by, files=[registered(person(1))], day=OCTOBER, is_complete=True)
    remains = folder_of(brought) / "read-of-a-dead-worker"
    remains.mkdir()
    tasks.read.call(brought.pk)
    tasks.read.call(brought.pk)  # as a worker does that was taken for dead
    assert desk.again(brought).state == ImportState.READ
    assert not remains.exists()
    assert DBTaskResult.objects.filter(task_path=actions.imports.READ).count() == 1
