"""A site of a made-up county for pictures, and the few things that a person does on its pages.

The county, its people and its lists are the same each time; only the day and the hours on the pages are today's.
"""

from __future__ import annotations

import csv
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter
from playwright.sync_api import Browser, BrowserContext, Locator, Page
from python_calamine import CalamineWorkbook

HOST, PORT = "127.0.0.1", 8791
SITE = f"http://{HOST}:{PORT}"
COUNTY = ("--households", "1200", "--seed", "1")
PASSWORD = "Kanlu-2026-demo"  # noqa: S105  # of everybody in the demo
REGISTRY = "（自定义）监测对象信息.xlsx"
PATIENCE = 120_000
"""Milliseconds for what the server does in the background."""


@dataclass
class Stage:
    """Who is at which page, what lies at hand, and what was read off the pages."""

    browser: Browser
    files: Path
    notes: dict[str, str] = field(default_factory=dict)
    _people: dict[tuple[str, int], BrowserContext] = field(default_factory=dict)

    def page(self, who: str, size: tuple[int, int]) -> Page:
        """A page of somebody who has signed in, or of nobody."""
        at = (who, size[0])
        if at not in self._people:
            width, height = size
            self._people[at] = self.browser.new_context(
                base_url=SITE, locale="zh-CN", viewport={"width": width, "height": height}
            )
            if who:
                sign_in(who, PASSWORD)(self, page := self._people[at].new_page())
                page.close()
        page = self._people[at].new_page()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        return page


Step = Callable[[Stage, Page], object]
"""Something done on a page."""


def sign_in(name: str, password: str) -> Step:
    """Through the door; what stands in braces in ``password`` was noted before."""

    def do(stage: Stage, page: Page) -> None:
        page.goto("/sign-in/")
        page.get_by_label("用户名").fill(name)
        page.get_by_label("密码", exact=True).fill(password.format(**stage.notes))
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(lambda address: "/sign-in/" not in address)

    return do


def press(label: str, *, exact: bool = False) -> Step:
    """A button or link, by words on it, or by ``exact`` words; the first one if there are more."""

    def do(_: Stage, page: Page) -> None:
        main = page.locator("main")
        button = main.get_by_role("button", name=label, exact=exact).or_(
            main.get_by_role("link", name=label, exact=exact)
        )
        button.or_(main.locator("summary", has_text=label)).first.click()

    return do


def confirm(label: str) -> Step:
    """The button in the box that has opened."""
    return lambda _, page: page.locator("dialog[open]").get_by_role("button", name=label).click()


def fill(label: str, text: str) -> Step:
    """A field, by what stands beside it."""
    return lambda _, page: _field(page, label).fill(text)


def choose(label: str, option: str) -> Step:
    """One of a list."""
    return lambda _, page: _field(page, label).select_option(label=option)


def take(*files: str) -> Step:
    """Files for upload, by their names."""
    return lambda stage, page: page.set_input_files("input[type=file]", [stage.files / each for each in files])


def wait_for(text: str) -> Step:
    """Until the server says so."""
    return lambda _, page: page.locator("main").get_by_text(text).first.wait_for(timeout=PATIENCE)


def note(name: str, selector: str) -> Step:
    """Remembers what stands there."""
    return lambda stage, page: stage.notes.__setitem__(name, page.locator(selector).first.inner_text().strip())


def show(text: str) -> Step:
    """Brings a place of the page to the top of the window."""
    return lambda _, page: page.get_by_text(text).first.evaluate("it => it.closest('.card, h1').scrollIntoView()")


def _field(page: Page, label: str) -> Locator:
    box = page.locator("dialog[open]")
    return (box if box.count() else page.locator("main")).get_by_label(label).first


@contextmanager
def site(folder: Path) -> Iterator[Path]:
    """A server on a new demo in ``folder``; gives where its lists lie."""
    command = [sys.executable, "-m", "huitoukan"]
    home = os.environ | {"HUITOUKAN_HOME": str(folder / "site"), "DATABASE_URL": "", "HUITOUKAN_HTTPS": ""}
    county = folder / "county"
    subprocess.run([*command, "--lang", "zh", "sample-county", str(county), *COUNTY], env=home, check=True)
    subprocess.run([*command, "--lang", "zh", "demo-site", str(county)], env=home, check=True)
    next_month(county / "lists", folder / "next")
    server = subprocess.Popen([*command, "serve", "--bind", f"{HOST}:{PORT}"], env=home, stderr=subprocess.DEVNULL)
    try:
        _await_server()
        yield folder / "next"
    finally:
        server.terminate()
        server.wait()


def _await_server() -> None:
    for _ in range(60):
        try:
            socket.create_connection((HOST, PORT), timeout=1).close()
            return
        except OSError:
            time.sleep(0.5)
    raise TimeoutError(SITE)


def next_month(lists: Path, out: Path) -> None:
    """What the county gets in November: the registry with some changes, and a department's list nobody knows yet."""
    out.mkdir()
    _, _, header, *rows = CalamineWorkbook.from_path(lists / REGISTRY).get_sheet_by_index(0).to_python()
    place = {str(title): at for at, title in enumerate(header)}
    kept = [row for row in rows if row[place["户编号"]] != rows[-1][place["户编号"]]]
    for row in kept[:40:8]:
        row[place["联系电话"]] = "13900001111"
    for row in kept[100:160]:
        row[place["是否解决安全饮用水"]] = "否"
    kept[7][place["户编号"]] = ""
    _write(out / "监测对象信息（11月）.xlsx", [header, *kept])
    graded = [[row[place["姓名"]], row[place["身份证号码"]], "C", "2026.11.12"] for row in kept[:60:5]]
    with (out / "住建局报表.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([["房主", "公民号", "评级结果", "评级日"], *graded])


def _write(path: Path, rows: Sequence[Sequence[object]]) -> None:
    with xlsxwriter.Workbook(path, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("导出")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
