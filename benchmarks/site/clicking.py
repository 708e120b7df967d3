"""Twenty people clicking at once: each asks for the next page as soon as the last is there."""

from __future__ import annotations

import http.client
import random
import re
import threading
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from urllib.parse import urlencode

HOST = "127.0.0.1"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Click:
    """A page that was asked for, and how long the answer took, in seconds."""

    page: str
    seconds: float


class Browser:
    """Keeps its connection and its cookies, and nothing else."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection(HOST, port, timeout=60)
        self._cookies: dict[str, str] = {}

    def get(self, path: str) -> tuple[int, str]:
        """Status and text."""
        return self._ask("GET", path, None)

    def sign_in(self, username: str, password: str) -> None:
        """Through the door. Ends the benchmark when it stays shut."""
        _, form = self.get("/sign-in/")
        found = _TOKEN.search(form)
        fields = {"username": username, "password": password, "csrfmiddlewaretoken": found[1] if found else ""}
        status, _ = self._ask("POST", "/sign-in/", urlencode(fields))
        if status != http.client.FOUND:
            raise SystemExit(f"{username} cannot sign in: {status}")

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        text = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        return answer.status, text


def click(browsers: Sequence[Browser], pages: Mapping[str, Sequence[str]], *, seconds: float, seed: int) -> list[Click]:
    """Everybody clicks for so long; ``pages`` are addresses by what they are, one of each sort as likely as another."""
    clicks: list[list[Click]] = [[] for _ in browsers]
    until = time.monotonic() + seconds
    people = [
        threading.Thread(target=_keep_clicking, args=(browser, pages, until, _draw(seed + at), clicks[at]))
        for at, browser in enumerate(browsers)
    ]
    for person in people:
        person.start()
    for person in people:
        person.join()
    return [each for mine in clicks for each in mine]


def _keep_clicking(
    browser: Browser, pages: Mapping[str, Sequence[str]], until: float, draw: random.Random, clicks: list[Click]
) -> None:
    sorts = list(pages)
    while time.monotonic() < until:
        page = draw.choice(sorts)
        start = time.perf_counter()
        status, _ = browser.get(draw.choice(pages[page]))
        clicks.append(Click(page if status == http.client.OK else f"{page} ({status})", time.perf_counter() - start))


def told(clicks: Sequence[Click]) -> list[tuple[str, int, str, str, str]]:
    """A row for each page and one for all: how many, then the median, the 95th percentile and the slowest, in ms."""
    by_page: dict[str, list[float]] = defaultdict(list)
    for each in clicks:
        by_page[each.page].append(each.seconds * 1000)
        by_page["all"].append(each.seconds * 1000)
    return [
        (page, len(taken), f"{median(taken):.0f}", f"{_late(taken):.0f}", f"{max(taken):.0f}")
        for page, taken in sorted(by_page.items(), key=lambda item: item[0] == "all")
    ]


def _late(taken: Sequence[float]) -> float:
    return quantiles(taken, n=20)[-1] if len(taken) > 1 else taken[0]


def _draw(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  # to click here and there, not to keep a secret
