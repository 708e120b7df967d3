"""Pictures of every page of a running site, to be looked at: ``tools/pictures.py ADDRESS FOLDER NAME PASSWORD…``.

Signs in as each NAME, follows the links of the pages, and keeps one picture of each kind of page (addresses that
differ in their numbers only are of one kind) on a wide screen and on a phone, in both languages.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import urldefrag, urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

SIZES = {"wide": (1440, 900), "narrow": (390, 844)}
LANGUAGES = ("zh-hans", "en")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-sync", "--disable-background-networking"]
LINKS = """() => [...document.querySelectorAll('a[href]:not([download])')]
    .map(link => new URL(link.getAttribute('href'), location).href)"""  # also of links drawn in a picture
NOT_FOUND = "/no-such-page/"


def kind_of(address: str) -> str:
    """What an address has in common with others of its kind: the path, without the numbers in it."""
    return re.sub(r"\d+", "0", urlsplit(address).path)


def pages(page: Page, site: str) -> Iterator[str]:
    """One address of each kind that can be reached from the first page by links."""
    waiting, seen = [f"{site}/"], {"/"}
    while waiting:
        address = waiting.pop(0)
        page.goto(address)
        yield address
        for link in page.evaluate(LINKS):
            target = urldefrag(link)[0]
            is_page = target.startswith(f"{site}/") and not PurePosixPath(urlsplit(target).path).suffix
            if is_page and kind_of(target) not in seen:
                seen.add(kind_of(target))
                waiting.append(target)


def sign_in(context: BrowserContext, site: str, name: str, password: str) -> None:
    page = context.new_page()
    page.goto(f"{site}/sign-in/")
    page.fill("#id_username", name)
    page.fill("#id_password", password)
    page.click("main .btn-primary")
    page.wait_for_url(lambda address: "/sign-in/" not in address)
    page.close()


def take(context: BrowserContext, site: str, addresses: list[str], folder: Path) -> None:
    """Each address in each language at each size."""
    folder.mkdir(parents=True, exist_ok=True)
    page = context.new_page()
    for address in addresses:
        name = kind_of(address).strip("/").replace("/", "-") or "home"
        for language in LANGUAGES:
            context.add_cookies([{"name": "huitoukan_language", "value": language, "url": site}])
            for size, (width, height) in SIZES.items():
                page.set_viewport_size({"width": width, "height": height})
                page.goto(address)
                page.screenshot(path=folder / f"{name}.{language}.{size}.png", full_page=True)


def walk(browser: Browser, site: str, folder: Path, people: list[tuple[str, str]]) -> None:
    """The door, and then everything each of ``people`` finds behind it."""
    outside = browser.new_context()
    take(outside, site, [f"{site}/sign-in/"], folder / "nobody")
    for name, password in people:
        context = browser.new_context()
        sign_in(context, site, name, password)
        take(context, site, [*pages(context.new_page(), site), f"{site}{NOT_FOUND}"], folder / name)
        context.close()
        print(folder / name)


def main(site: str, folder: str, *people: str) -> None:
    """Starts the browser that is there."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        walk(browser, site.rstrip("/"), Path(folder), list(zip(people[::2], people[1::2], strict=True)))
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) < 3 or len(sys.argv) % 2 == 0:
        sys.exit(__doc__)
    main(*sys.argv[1:])
