"""Many people clicking at once, and how long each waited."""

from __future__ import annotations

import http.client
import random
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles

from benchmarks.browsers import Browser

ALL = "all of ours"
_WELL = (http.client.OK, http.client.FOUND)
"""Whoever looks for the only one of a name is led to it."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, and the addresses that they click on, by the page that is there."""

    browser: Browser
    pages: Mapping[str, Sequence[str]]
    elsewhere: Browser
    """For what they ask of another server, as ``elsewhere_pages``."""
    elsewhere_pages: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Click:
    """A page that was asked for, and how long the answer took, in seconds."""

    page: str
    seconds: float


def click(people: Sequence[Person], *, seconds: float, pause: float, seed: int) -> list[Click]:
    """Everybody clicks for so long, one sort of page as likely as another, and rests for ``pause`` after each."""
    clicks: list[list[Click]] = [[] for _ in people]
    until = time.monotonic() + seconds
    threads = [
        threading.Thread(target=_keep_clicking, args=(person, until, pause, _draw(seed + at), clicks[at]))
        for at, person in enumerate(people)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [each for mine in clicks for each in mine]


def _keep_clicking(person: Person, until: float, pause: float, draw: random.Random, clicks: list[Click]) -> None:
    sorts = [*person.pages, *person.elsewhere_pages]
    time.sleep(pause * draw.random())  # nobody waits for the others to begin
    while time.monotonic() < until:
        page = draw.choice(sorts)
        start = time.perf_counter()
        status = _ask(person, page, draw)
        clicks.append(Click(page if status in _WELL else f"{page} ({status})", time.perf_counter() - start))
        time.sleep(pause * draw.uniform(0.5, 1.5))


def _ask(person: Person, page: str, draw: random.Random) -> int:
    if page in person.elsewhere_pages:
        return person.elsewhere.get(person.elsewhere_pages[page])[0]
    return person.browser.get(draw.choice(person.pages[page]))[0]


def _draw(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  # to click here and there, not to keep a secret


@dataclass(frozen=True, slots=True)
class Waits:
    """How long one page took whom, in milliseconds."""

    page: str
    taken: Sequence[float]

    @property
    def half(self) -> float:
        """So long or less in half of all cases."""
        return median(self.taken)

    @property
    def late(self) -> float:
        """Longer than this in one case of twenty."""
        return quantiles(self.taken, n=20, method="inclusive")[-1] if len(self.taken) > 1 else self.taken[0]


def waits(clicks: Iterable[Click], *, besides: Iterable[str]) -> list[Waits]:
    """Of each page, then of all but ``besides``."""
    by_page: dict[str, list[float]] = defaultdict(list)
    for each in clicks:
        by_page[each.page].append(each.seconds * 1000)
    ours = [wait for page, taken in by_page.items() if page not in besides for wait in taken]
    return [*(Waits(page, taken) for page, taken in sorted(by_page.items())), Waits(ALL, ours)]
