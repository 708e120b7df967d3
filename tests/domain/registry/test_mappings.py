"""What was said about a sheet is remembered for the next month's, and for no other."""

from __future__ import annotations

import pytest
from tests.conftest import EAST
from tests.domain.registry.desk import NOVEMBER, Desk, person, registered, table

from huitoukan.core.access.roles import Role
from huitoukan.domain.registry import actions
from huitoukan.domain.registry.mappings import Said, kept_from, said_of, with_said
from huitoukan.domain.registry.models import Import
from huitoukan.policy import load_pack

TITLES, ROW = ["谁", "号", "哪天走的"], ["王小一", "990101198001010014", "2026-07-01"]
PACK = load_pack()
COLUMNS = {"谁": "name", "号": "id_no", "哪天走的": "died_on"}


def landed(desk: Desk, file: str, said: Said) -> Import:
    brought = desk.bring(registered(person(1)), table(TITLES, [ROW], file))
    sheet = brought.sheets.get(file=file)
    actions.say_what(by=desk.by, brought=brought, mapping=with_said(brought, sheet, said))
    return desk.confirm(desk.read(brought))


def entry(file: str, kind: str = "deaths", columns: str = "{}") -> str:
    return f'[[sheet]]\nfile = "{file}"\nsheet = "*"\nkind = "{kind}"\ncolumns = {columns}'


def kinds(brought: Import) -> dict[str, str]:
    return dict(brought.sheets.values_list("file", "kind"))


def test_the_same_ledger_of_another_month_is_known(desk: Desk) -> None:
    landed(desk, "台账2026年10月.csv", Said("deaths", 1, COLUMNS))
    next_month = table(["民政局死亡人员名单", "", ""], [TITLES, ROW], "台账2026年11月.csv")
    other = table(["谁", "号"], [ROW[:2]], "台账2026年12月.csv")
    brought = desk.bring(next_month, other, table(TITLES, [ROW], "说明.csv"), day=NOVEMBER)
    assert kinds(brought) == {"台账2026年11月.csv": "deaths", "台账2026年12月.csv": "", "说明.csv": ""}
    said = said_of(brought, brought.sheets.get(file="台账2026年11月.csv"))
    assert said is not None and (said.kind, dict(said.columns)) == ("deaths", COLUMNS)
    assert said_of(brought, brought.sheets.get(file="说明.csv")) is None


def test_a_name_of_months_is_not_the_end_of_every_other_name(desk: Desk) -> None:
    landed(desk, "2026年10月.csv", Said("deaths", 1, COLUMNS))
    brought = desk.bring(
        table(TITLES, [ROW], "2026年11月.csv"), table(TITLES, [ROW], "迁出人员2026年11月.csv"), day=NOVEMBER
    )
    assert kinds(brought) == {"2026年11月.csv": "deaths", "迁出人员2026年11月.csv": ""}


def test_what_is_said_anew_comes_before_what_was_remembered(desk: Desk) -> None:
    landed(desk, "台账10月.csv", Said("deaths", None, COLUMNS))
    brought = desk.bring(table(TITLES, [ROW], "台账11月.csv"), day=NOVEMBER)
    sheet = brought.sheets.get()
    actions.say_what(by=desk.by, brought=brought, mapping=with_said(brought, sheet, Said("ignore", None, {})))
    again = desk.read(brought)
    said = said_of(again, again.sheets.get())
    assert said is not None and said.kind == "ignore"
    assert kinds(again) == {"台账11月.csv": ""}


def test_another_office_is_told_nothing_of_it(desk: Desk, county) -> None:  # type: ignore[no-untyped-def]
    landed(desk, "台账10月.csv", Said("deaths", None, COLUMNS))
    east = Desk(county.add_person(Role.TOWNSHIP_OFFICER, EAST))
    assert east.bring(table(TITLES, [ROW], "台账11月.csv"), day=NOVEMBER).mapping == ""


@pytest.mark.parametrize(
    ("file", "kept"),
    [
        ("台账2026年10月.csv", "台账[0-9]*年[0-9]*月.csv"),
        ("台账[0-9]*年[0-9]*月.csv", "台账[0-9]*年[0-9]*月.csv"),
        ("台账[[]10].csv", "台账[[][0-9]*].csv"),
        ("2026-10.csv", "2026-10.csv"),
        ("表1.csv", "表1.csv"),
        ("台账.csv", "台账.csv"),
    ],
)
def test_a_name_of_little_but_numbers_stands_for_itself(file: str, kept: str) -> None:
    assert f'file = "{kept}"' in kept_from(entry(file=file), PACK)


@pytest.mark.parametrize(
    "said", [{"kind": "ignore"}, {"kind": "no such list"}, {"columns": '{"谁" = "no_such_field"}'}]
)
def test_what_the_policy_no_longer_knows_and_what_is_no_list_is_forgotten_alone(said: dict[str, str]) -> None:
    kept = kept_from(f"{entry(file='甲乙.csv', **said)}\n{entry(file='丙丁.csv')}", PACK)
    assert "甲乙" not in kept
    assert "丙丁" in kept
