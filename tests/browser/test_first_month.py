"""From an empty install to the first findings and what becomes of them, on the real server with its worker.

One office for all: whoever comes later in this file meets what the others have left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.offices import Colleague, Office, ask_and_answer, go_to, places, served, write_csv
from tests.conftest import NAMES
from tests.domain.screening.conftest import PEOPLE, register
from tests.serving import Server, own_database

pytestmark = pytest.mark.browser

COLLEAGUES = (
    Colleague("county", "孙县办", "县级业务员", "云岭县"),
    Colleague("department", "周民政", "部门业务员", "云岭县"),
    Colleague("east", "吴东河", "乡镇业务员", "东河镇"),
    Colleague("west", "郑西岭", "乡镇业务员", "西岭乡"),
    Colleague("village", "冯柳树", "村级工作人员", "990101001001"),
    Colleague("helper", "陈帮扶", "帮扶责任人", "990101001001"),
    Colleague("inspector", "卫核查", "核查员", "云岭县"),
    Colleague("leader", "蒋领导", "领导", "云岭县"),
    Colleague("auditor", "沈审计", "审计员", "云岭县"),
)
DAY = "2026-10-31"
DEAD = {"东河镇": "王和平", "西岭乡": "张有田"}
PATIENCE = 60_000
"""Milliseconds for what is done in the background."""


@pytest.fixture(scope="module")
def office(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("first-month")
    with own_database() as variables, served(Server(folder / "home", variables), browser) as office:
        _enter_areas(office.sign_in("admin", "heron-Basket-71"), folder)
        for colleague in COLLEAGUES:
            office.sign_in(colleague.username, office.welcome(colleague)).close()
        _bring_lists(office.page_of("county"), folder)
        _run_checks(office.page_of("county"))
        yield office


def _enter_areas(page: Page, folder: Path) -> None:
    rows = [["代码", "名称"], *([code, name] for code, name in NAMES.items())]
    go_to(page, "区域")
    page.get_by_role("link", name="导入名单").click()
    page.get_by_label("名单文件").set_input_files(write_csv(folder / "区划.csv", rows))
    page.get_by_label("名单日期").fill("2026-01-01")
    page.get_by_role("button", name="上传并预览").click()
    page.get_by_role("button", name="全部导入").click()
    expect(page.get_by_role("status").first).to_contain_text("已导入")


def _bring_lists(page: Page, folder: Path) -> None:
    """The register is known at once; what the list of deaths is has to be said."""
    dead = [[str(at), name, PEOPLE[name][4], "2026-07-01"] for at, name in enumerate(DEAD.values(), 1)]
    files = [
        write_csv(folder / "监测对象信息.csv", register()),
        write_csv(folder / "民政台账.csv", [["序号", "姓甚名谁", "证号", "哪天"], *dead]),
    ]
    page.goto("/")
    go_to(page, "导入")
    page.get_by_role("link", name="导入名单").click()
    page.get_by_label("文件").set_input_files(files)
    page.get_by_label("名单日期").fill(DAY)
    page.get_by_role("button", name="上传").click()
    read = page.get_by_role("table")
    expect(read).to_contain_text("监测对象信息", timeout=PATIENCE)
    strange = read.get_by_role("row").filter(has_text="民政台账.csv")
    expect(strange).to_contain_text("未识别")
    strange.get_by_role("link", name="更改").click()
    _say_what_it_is(page)
    expect(strange).to_contain_text("死亡", timeout=PATIENCE)
    expect(page.get_by_role("link", name="新增 4").first).to_be_visible()
    ask_and_answer(page, "确认入库")
    expect(page.get_by_role("heading", level=1)).to_contain_text("第 1 批")
    expect(page.get_by_role("link", name="发起核查")).to_be_visible(timeout=PATIENCE)


def _say_what_it_is(page: Page) -> None:
    page.get_by_label("名单种类").select_option(label="死亡人员名单")
    page.get_by_label("表头在第几行").fill("1")
    page.get_by_role("button", name="显示这种名单的栏目").click()
    for header, field in (("姓甚名谁", "姓名"), ("证号", "证件号码"), ("哪天", "死亡日期")):
        page.get_by_label(header).select_option(label=field)
    page.get_by_role("button", name="保存并重新读取").click()


def _run_checks(page: Page) -> None:
    page.goto("/")
    go_to(page, "核查")
    page.get_by_role("link", name="发起核查").click()
    page.get_by_label("核查日期").fill(DAY)
    page.get_by_role("button", name="显示这一天的名单").click()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(1)
    page.get_by_role("button", name="开始核查").click()
    expect(page.get_by_role("progressbar").or_(page.get_by_role("link", name="查看问题"))).to_be_visible()
    page.get_by_role("link", name="查看问题").click(timeout=PATIENCE)
    expect(page.get_by_role("heading", level=1)).to_have_text("问题")


def test_the_county_goes_from_its_findings_to_the_row_of_the_spreadsheet(office: Office) -> None:
    page = office.page_of("county")
    page.goto("/")
    go_to(page, "问题")
    for name in DEAD.values():
        expect(page.get_by_role("table")).to_contain_text(name)
    page.get_by_role("row").filter(has_text="张有田").get_by_role("link").first.click()
    row = page.locator(".evidence").filter(has_text="民政台账.csv")
    expect(row).to_contain_text("第 3 行")
    expect(row).to_contain_text("姓甚名谁")
    expect(row).not_to_contain_text(PEOPLE["张有田"][4])
    page.get_by_text("转办").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("需要办什么").fill("请西岭乡入户核实并办理注销")
    dialog.get_by_role("button", name="转办").click()
    expect(page.get_by_role("status").first).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("请西岭乡入户核实并办理注销")


def test_an_exemption_goes_from_the_village_over_the_township_to_the_county(office: Office) -> None:
    village = _open_finding(office, "village", "王和平")
    village.locator("summary").filter(has_text="申请豁免").click()
    asked = village.get_by_role("dialog")
    asked.get_by_label("理由和证据").fill("同名同姓，已核对户口簿")
    asked.get_by_label("有效期至").fill("2027-06-30")
    asked.get_by_role("button", name="申请豁免").click()
    expect(village.get_by_role("main")).to_contain_text("同名同姓，已核对户口簿")
    expect(village.get_by_role("main").get_by_text("同意", exact=True)).to_have_count(0)

    _agree(_open_finding(office, "east", "王和平"))
    county = _open_finding(office, "county", "王和平")
    _agree(county)
    go_to(county, "问题")
    county.get_by_role("link", name=re.compile("豁免")).click()
    expect(county.get_by_role("table").get_by_role("row").filter(has_text="王和平")).to_have_count(1)


def _open_finding(office: Office, username: str, name: str) -> Page:
    page = office.page_of(username)
    page.goto("/")
    go_to(page, "问题")
    page.get_by_role("row").filter(has_text=name).filter(has_text="死亡").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("死亡")
    return page


def _agree(page: Page) -> None:
    page.locator("summary").filter(has_text=re.compile("^\\s*同意")).click()
    page.get_by_role("dialog").get_by_role("button", name="同意").click()
    expect(page.get_by_role("status").first).to_be_visible()


@pytest.mark.parametrize(
    ("username", "township", "other"), [("east", "东河镇", "西岭乡"), ("west", "西岭乡", "东河镇")]
)
def test_a_township_finds_its_own_people_and_nobody_elses(
    office: Office, username: str, township: str, other: str
) -> None:
    page = office.page_of(username)
    for place in ("工作台", "问题", "农户", "核查", "导入"):
        page.goto("/")
        go_to(page, place)
        expect(page.get_by_role("main")).not_to_contain_text(DEAD[other])
        expect(page.get_by_role("main")).not_to_contain_text(other)
    page.goto("/")
    go_to(page, "问题")
    expect(page.get_by_role("table")).to_contain_text(DEAD[township])
    page.get_by_label("户编号或姓名").fill(DEAD[other])
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("没有符合条件的记录")


def test_the_leader_reads_on_the_first_page_where_it_is_worst(office: Office) -> None:
    page = office.page_of("leader")
    page.goto("/")
    for name, person in PEOPLE.items():
        expect(page.get_by_role("main")).not_to_contain_text(person[4])
        expect(page.get_by_role("main")).not_to_contain_text(name)
    page.get_by_role("main").get_by_role("link", name="西岭乡").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("问题")
    page.get_by_role("row").filter(has_text="张有田").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="怎么处理")).to_have_count(0)


@pytest.mark.parametrize("username", ["helper", "inspector", "department"])
def test_who_visits_households_finds_one_with_its_findings(office: Office, username: str) -> None:
    page = office.page_of(username)
    page.goto("/")
    page.get_by_role("banner").get_by_role("searchbox").or_(
        page.get_by_role("banner").get_by_role("combobox")
    ).first.fill("王和平")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("王和平户")
    expect(page.get_by_role("main")).to_contain_text("死亡")
    expect(page.get_by_role("main")).not_to_contain_text(PEOPLE["王和平"][4])
    for place in ("导入", "人员", "审计", "设置"):
        expect(places(page).get_by_role("link", name=place, exact=True)).to_have_count(0)


def test_the_auditor_reads_who_did_what(office: Office) -> None:
    page = office.page_of("auditor")
    page.goto("/")
    go_to(page, "审计")
    told = page.get_by_role("table")
    for words in ("登录", "孙县办"):
        expect(told).to_contain_text(words)
    page.get_by_label("操作", exact=True).select_option(label="名单入库")
    expect(told.get_by_role("row")).to_have_count(2)
    expect(told).to_contain_text("孙县办")


def test_the_administrator_has_no_business_with_households(office: Office) -> None:
    page = office.page_of("admin")
    page.goto("/")
    for place in ("农户", "问题", "核查", "导入"):
        expect(places(page).get_by_role("link", name=place, exact=True)).to_have_count(0)
    for address in ("/households/", "/findings/", "/runs/", "/imports/", "/imports/new/"):
        answer = page.goto(address)
        assert answer and answer.status == 403, address
