"""A real browser on a real server: Debian's Chromium, one for the whole run, one sign-in for each person."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tests.conftest import PASSWORD

from huitoukan.core.accounts.models import User

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "src/huitoukan/web/static/dist/site.css"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
)
WIDE, NARROW = (1440, 900), (390, 844)


def _chromium() -> str:
    """Where the browser is. A run that lacks it fails: it has not shown what it was asked to show."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "The tests need Chromium: run “apt-get install chromium”, or set CHROMIUM to where it is."
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # As long as Playwright is there its loop runs in this thread, which Django takes for code that must not wait for
    # a database. It may here: nothing else runs in that loop while a test does.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield from _started()


def _started() -> Iterator[Browser]:
    assert BUILT.exists(), "The pages have no style sheet yet: run “npm ci && npm run build” in frontend/."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def site(live_server) -> str:
    """The address of a server on the test's own database."""
    return live_server.url


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Callable[..., BrowserContext]]:
    """A browser of somebody who has signed in through the door, or of nobody."""
    opened = []

    def visit(user: User | None = None, *, size: tuple[int, int] = WIDE, **options: object) -> BrowserContext:
        context = browser.new_context(
            base_url=site, viewport={"width": size[0], "height": size[1]}, locale="zh-CN", **options
        )
        opened.append(context)
        if user:
            page = context.new_page()
            sign_in(page, user)
            page.close()
        return context

    yield visit
    for context in opened:
        context.close()


def sign_in(page: Page, user: User) -> None:
    page.goto("/sign-in/")
    page.fill("#id_username", user.username)
    page.fill("#id_password", PASSWORD)
    page.click("main .btn-primary")
    page.wait_for_url(lambda address: "/sign-in/" not in address)
