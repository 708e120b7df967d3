"""A list lands whole or not at all."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.utils import timezone
from tests.conftest import COUNTY, EAST, WEST, County

from huitoukan.core.access.holdings import Refused
from huitoukan.core.access.roles import Role
from huitoukan.core.areas import actions
from huitoukan.core.areas.lists import drafts
from huitoukan.core.areas.lists.comparing import Judged, State, Terms, compare, counts
from huitoukan.core.areas.lists.landing import Source, land
from huitoukan.core.areas.lists.reading import WrongList, read_list
from huitoukan.core.areas.models import Area, Draft
from huitoukan.core.audit.models import Entry
from huitoukan.engine.sheets.files.contents import InputFile

TERMS = Terms(day=dt.date(2024, 1, 1))
SOURCE = Source("名单.csv", "f" * 64)


def lines(text: str):
    return read_list(InputFile("名单.csv", text.strip().encode()))


def judged(county: County, text: str, terms: Terms = TERMS) -> list[Judged]:
    return compare(lines(text), terms, by=county.administrator)


GOOD = """
代码,名称,级别,上级,脱贫村,易地搬迁安置点
990101000000,云岭县,县,,,
990101001,东河镇,乡镇,云岭县,,
990101001001,新柳村,村,东河镇,√,
990101003000,北山乡,乡,990101000000,,
990101003001,松林村,村,北山乡,是,是
99010100300101,一组,组,松林村,,
"""


def test_every_line_says_what_it_would_change(county: County) -> None:
    told = judged(county, GOOD)
    assert [each.state for each in told] == [State.SAME, State.SAME, State.CHANGED, State.NEW, State.NEW, State.NEW]
    assert [note.text("zh") for note in told[2].notes] == ["更名：“柳树村”改为“新柳村”", "标为脱贫村"]


def test_a_sound_list_lands_as_one_event(county: County) -> None:
    before = Entry.objects.count()
    said = land(by=county.administrator, lines=lines(GOOD), terms=TERMS, source=SOURCE)
    assert (said[State.NEW], said[State.CHANGED], said[State.SAME]) == (3, 1, 2)
    group = Area.objects.select_related("parent__parent__parent").get(code="99010100300101")
    assert group.parent.parent.parent.code == COUNTY
    assert group.opened_on == TERMS.day
    village = Area.objects.get(code="990101001001")
    assert (village.name, village.is_poor_village) == ("新柳村", True)
    assert village.former_names.get().until == dt.date(2023, 12, 31)
    entry = Entry.objects.latest("number")
    assert Entry.objects.count() == before + 1
    assert entry.area_code == COUNTY
    details = json.loads(entry.details)
    assert (details["new"], details["changed"], details["sha256"]) == (3, 1, "f" * 64)
    assert details["changes"] == {"990101001001": {"name": "柳树村", "is_poor_village": False}}


def test_a_list_brought_twice_changes_nothing(county: County) -> None:
    land(by=county.administrator, lines=lines(GOOD), terms=TERMS, source=SOURCE)
    assert counts(judged(county, GOOD))[State.SAME] == 6
    with pytest.raises(WrongList, match="没有要导入的内容"):
        land(by=county.administrator, lines=lines(GOOD), terms=TERMS, source=SOURCE)


def test_corrections_leave_no_former_name(county: County) -> None:
    terms = Terms(day=TERMS.day, are_corrections=True)
    land(by=county.administrator, lines=lines(GOOD), terms=terms, source=SOURCE)
    village = Area.objects.get(code="990101001001")
    assert village.name == "新柳村"
    assert not village.former_names.exists()


def test_marks_stay_where_a_list_has_no_column_of_them(county: County) -> None:
    land(by=county.administrator, lines=lines(GOOD), terms=TERMS, source=SOURCE)
    without = "代码,名称\n990101001001,新柳村\n"
    assert [each.state for each in judged(county, without)] == [State.SAME]
    blank = "代码,名称,脱贫村\n990101001001,新柳村,\n"
    assert [note.text("zh") for note in judged(county, blank)[0].notes] == ["取消脱贫村标识"]


WRONG = {
    "99010100100x,柳村": "不是区划代码",
    "9.90101E+11,柳村": "科学计数",
    ",柳村": "缺少代码",
    "990101009001,柳村": "还没有录入",
    "990201001001,柳村": "不在您可以维护的范围内",
    "990101001001,": "不能用作名称",
    "990101001001,柳树村,,,大概是": "看不懂是“是”还是“否”",
    "990101001001,柳树村,乡镇": "表里写的是“乡镇”",
    "990101001001,柳树村,县城": "看不懂级别",
    "990101001001,柳树村,,西岭乡": "表里写的是“西岭乡”",
    "990101001001,柳树村,,990101002000": "表里写的是“990101002000”",
    "990101001001,柳树村,,,,昨天": "不是日期",
    "990101001001,柳树村\n990101001001,柳树村": "重复",
}


@pytest.mark.parametrize(("rows", "complaint"), WRONG.items())
def test_one_wrong_line_keeps_the_whole_list_out(county: County, rows: str, complaint: str) -> None:
    text = f"代码,名称,级别,上级,脱贫村,设立日期\n990101003000,北山乡,,,,\n{rows}\n"
    (note,) = judged(county, text)[-1].notes
    assert complaint in note.text("zh")
    before = Entry.objects.count()
    with pytest.raises(WrongList, match="没有导入"):
        land(by=county.administrator, lines=lines(text), terms=TERMS, source=SOURCE)
    assert not Area.objects.filter(code="990101003000").exists()
    assert Entry.objects.count() == before


def test_what_is_no_more_does_not_come_back_by_a_list(county: County) -> None:
    village, into = county.areas["990101001001"], county.areas["990101001002"]
    actions.merge(by=county.administrator, area=village, into=into, since=dt.date(2022, 1, 1))
    told = judged(county, "代码,名称\n990101001001,柳树村\n99010100100101,一组\n")
    assert [each.state for each in told] == [State.WRONG, State.WRONG]


def test_a_township_brings_its_own_and_nobody_elses(county: County) -> None:
    person = county.add_person(Role.ADMINISTRATOR, EAST)
    own, other = "代码,名称\n990101001003,桃源村\n", "代码,名称\n990101002003,桃源村\n"
    with pytest.raises(WrongList):
        land(by=person, lines=lines(other), terms=TERMS, source=SOURCE)
    land(by=person, lines=lines(own), terms=TERMS, source=SOURCE)
    assert Entry.objects.latest("number").area_code == "990101001003"


@pytest.mark.parametrize("role", [Role.COUNTY_OFFICER, Role.AUDITOR, Role.TOWNSHIP_OFFICER])
def test_others_bring_no_list(county: County, role: Role) -> None:
    person = county.add_person(role, COUNTY)
    with pytest.raises(Refused):
        drafts.bring(by=person, file=InputFile("x.csv", "代码,名称\n1,2".encode()), terms=TERMS)
    with pytest.raises(WrongList):
        land(by=person, lines=lines(GOOD), terms=TERMS, source=SOURCE)


def test_a_draft_is_ones_own_and_only_the_last(county: County) -> None:
    file = InputFile("名单.csv", GOOD.encode())
    first = drafts.bring(by=county.administrator, file=file, terms=TERMS)
    second = drafts.bring(by=county.administrator, file=file, terms=TERMS)
    other = county.add_person(Role.ADMINISTRATOR, WEST)
    assert drafts.brought_by(county.administrator, first.pk) is None
    assert drafts.brought_by(county.administrator, second.pk) == second
    assert drafts.brought_by(other, second.pk) is None
    drafts.take_over(by=county.administrator, draft=second)
    assert not Draft.objects.exists()
    assert Area.objects.filter(code="990101003001").exists()


def test_many_lines_take_few_queries(county: County, django_assert_max_num_queries) -> None:
    many = "代码,名称\n" + "".join(f"990101001{number:03d},第{number}村\n" for number in range(100, 900))
    with django_assert_max_num_queries(20):
        land(by=county.administrator, lines=lines(many), terms=TERMS, source=SOURCE)
    assert Area.objects.filter(parent__code=EAST).count() == 802
    assert timezone.localdate() > TERMS.day


@pytest.mark.parametrize("code", ["99", "9901", "980101", "990102", "990201001"])
def test_not_even_the_owner_of_the_machine_puts_the_office_into_another(county: County, code: str) -> None:
    with pytest.raises(WrongList):
        land(by=None, lines=lines(f"代码,名称\n{code},别处\n"), terms=TERMS, source=SOURCE)
    assert not Area.objects.filter(name="别处").exists()
