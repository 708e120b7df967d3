"""An office on a real server, as its people meet it: what they see is all they use."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from tests.browser.conftest import WIDE
from tests.serving import Running, Server

CHOSEN = "egret-Lantern-58"
"""What everybody chooses for themselves."""


@dataclass(frozen=True)
class Colleague:
    """Somebody whom the administrator enters."""

    username: str
    name: str
    role: str
    area: str
    """As it is typed."""


@dataclass
class Office:
    """The site, and a browser for everybody who works on it."""

    address: str
    serving: Running
    browser: Browser
    desks: dict[str, BrowserContext] = field(default_factory=dict)

    def page_of(self, username: str) -> Page:
        """A new page in the browser of somebody who has signed in."""
        return self.desks[username].new_page()

    def sign_in(self, username: str, password: str, *, size: tuple[int, int] = WIDE) -> Page:
        """Somebody comes in at the door; whoever has a first password chooses one of their own."""
        width, height = size
        context = self.browser.new_context(
            base_url=self.address, viewport={"width": width, "height": height}, locale="zh-CN"
        )
        self.desks[username] = context
        page = context.new_page()
        page.goto("/")
        page.get_by_label("用户名").fill(username)
        page.get_by_label("密码", exact=True).fill(password)
        page.get_by_role("button", name="登录").click()
        expect(page.get_by_role("banner")).to_be_visible()
        if page.url.endswith("/own/password/"):
            _choose_password(page, password)
        return page

    def welcome(self, colleague: Colleague) -> str:
        """The administrator enters somebody, and reads their first password from the page."""
        page = self.page_of("admin")
        page.goto("/")
        go_to(page, "人员")
        page.get_by_role("link", name="新增人员").click()
        page.get_by_label("用户名").fill(colleague.username)
        page.get_by_label("姓名").fill(colleague.name)
        page.get_by_label("角色").select_option(label=colleague.role)
        page.get_by_label("区域").fill(colleague.area)
        page.get_by_role("button", name="新增人员").click()
        first = page.get_by_role("main").get_by_role("status").last.inner_text()
        page.close()
        return first


def _choose_password(page: Page, first: str) -> None:
    page.get_by_label("现在的密码").fill(first)
    page.get_by_label("新密码", exact=True).fill(CHOSEN)
    page.get_by_label("再输一遍新密码").fill(CHOSEN)
    page.get_by_role("button", name="修改密码").click()
    expect(page.get_by_role("status").first).to_contain_text("密码已修改")


def go_to(page: Page, place: str) -> None:
    """By the navigation."""
    places(page).get_by_role("link", name=place, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def places(page: Page) -> Locator:
    """The navigation."""
    return page.get_by_role("navigation", name="主导航")


def ask_and_answer(page: Page, button: str) -> None:
    """Presses a button that asks first, and says yes."""
    page.get_by_role("main").locator("summary").filter(has_text=button).click()
    page.get_by_role("dialog").get_by_role("button", name=button, exact=True).click()


def write_csv(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    path.write_text("\n".join(",".join(row) for row in rows) + "\n", "utf-8-sig")
    return path


@contextmanager
def served(server: Server, browser: Browser) -> Iterator[Office]:
    """An empty install, as the README makes one: the first administrator, then the server."""
    server.set_up_in_earnest()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with server.running("serve", "--bind", f"127.0.0.1:{port}") as serving:
        serving.wait_for(f"Open it in a browser: {address}")
        office = Office(address, serving, browser)
        yield office
        for context in office.desks.values():
            context.close()
