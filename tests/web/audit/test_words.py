"""Every event, kind and detail of the trail has its words; and whatever stands in the trail can be shown."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

import huitoukan
from huitoukan.core.audit.events import Event
from huitoukan.core.audit.models import Entry
from huitoukan.core.audit.subjects import KINDS
from huitoukan.messages import catalog
from huitoukan.web.accounts.editing_forms import PersonForm
from huitoukan.web.audit.words import details_in_words, event_in_words, in_one_line, kind_in_words
from huitoukan.web.office.views import SettingsForm

SOURCES = sorted(
    path for room in ("core", "domain") for path in Path(huitoukan.__file__).parent.glob(f"{room}/**/*.py")
)


def calls(name: str) -> Iterator[ast.Call]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name:
                yield node


def test_every_detail_that_is_recorded_has_its_word() -> None:
    keys = {keyword.arg for call in calls("record") for keyword in call.keywords if keyword.arg}
    missing = {key for key in keys - {"event", "by", "subject"} if f"detail.{key}" not in catalog()}
    assert keys >= {"event", "role", "since"}
    assert missing == set()


def test_every_kind_of_subject_is_known_and_has_its_word() -> None:
    kinds = {call.args[0].value for call in calls("Subject") if call.args and isinstance(call.args[0], ast.Constant)}
    assert kinds == set(KINDS)
    assert all(kind_in_words(kind) != kind for kind in KINDS)


@pytest.mark.parametrize("event", Event)
def test_every_event_has_its_words(event: Event) -> None:
    assert event_in_words(event.value) != event.value


@pytest.mark.parametrize(
    ("details", "zh", "en"),
    [
        ('{"role":"helper","area":"990101001000"}', "岗位：帮扶责任人；区域：990101001000", "Role: Helper; Area: 990101001000"),
        ('{"is_poor_village":true,"themes":[]}', "脱贫村：是", "Formerly poor village: yes"),
        ('{"changes":{"990101001001":{"name":"柳村"}}}', "改动前的内容：990101001001：名称：柳村", "What stood there before: 990101001001: Name: 柳村"),
        ('{"after":{"name":"乙","unit":"丙"}}', "改后：名称：乙，单位：丙", "After: Name: 乙, Office: 丙"),
        ('{"before":{"name":"","unit":"丙"}}', "改前：名称：（空），单位：丙", "Before: Name: (blank), Office: 丙"),
        ('{"themes":["housing","water"]}', "专题：住房、饮水", "Themes: Housing, Drinking water"),
        ('{"rows":3,"what":"areas"}', "行数：3；表格：区域", "Rows: 3; Table: Areas"),
        ('{"what":"unheard_of"}', "表格：unheard_of", "Table: unheard_of"),
        ('{"step":"code"}', "步骤：验证码", "Step: code"),
        ('{"second_factor":"app"}', "两步验证：验证器的验证码", "Second factor: code from the app"),
        ('{"broken_at":null,"count":3}', "条数：3", "Count: 3"),
        ('{"head":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}', "封签：0123456789ab…", "Seal: 0123456789ab…"),
        ("{}", "", ""),
        ("not json", "：not json", ": not json"),
        ("[1]", "：[1]", ": [1]"),
        ('{"never heard of":1.5}', "never heard of：1.5", "never heard of: 1.5"),
        ('{"role":["nobody"]}', "岗位：nobody", "Role: nobody"),
    ],
)  # fmt: skip
def test_details_in_words(db: None, details: str, zh: str, en: str) -> None:
    entry = Entry(details=details)
    assert in_one_line(entry) == zh
    with translation.override("en"):
        assert in_one_line(entry) == en


def test_an_altered_entry_can_still_be_shown() -> None:
    entry = Entry(action="x.y", subject_kind="z", details="\x00{")
    assert (event_in_words(entry.action), kind_in_words(entry.subject_kind)) == ("x.y", "z")
    assert details_in_words(entry) == [("", "\x00{")]


def test_what_is_exported_and_what_an_office_decides_have_their_words() -> None:
    exported = {
        keyword.value.value
        for path in Path(huitoukan.__file__).parent.glob("web/**/views.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "show_list"
        for keyword in node.keywords
        if keyword.arg == "file_name" and isinstance(keyword.value, ast.Constant)
    }
    assert exported >= {"areas", "accounts", "audit"}
    assert {f"place.{name}" for name in exported} <= catalog().keys()
    assert {f"detail.{name}" for name in SettingsForm.base_fields} <= catalog().keys()
    assert {f"detail.{name}" for name in {*PersonForm.base_fields} - {"phone"}} <= catalog().keys()
