"""Two pages at a time are made; a third waits, but not for long, and what is sent to us waits for nobody."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from django.http import HttpRequest, HttpResponse

from huitoukan.web.turns import AT_ONCE, PATIENCE, TurnsMiddleware


class Desk:
    """Makes pages, each of which is done when it is told."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.done = threading.Event()
        self.pages = TurnsMiddleware(self.make)

    def make(self, request: HttpRequest) -> HttpResponse:
        self.begun.append(request.path)
        if request.path == "/broken/":
            raise RuntimeError("broken")
        if request.path != "/quick/":
            self.done.wait(10)
        return HttpResponse()

    def ask(self, path: str, method: str = "GET") -> HttpResponse:
        request = HttpRequest()
        request.path, request.method = path, method
        return self.pages(request)


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.done.set()


@pytest.fixture
def pool(desk: Desk) -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(AT_ONCE + 2) as pool:
        yield pool
        desk.done.set()


def busy(desk: Desk, pool: ThreadPoolExecutor) -> list[Future[HttpResponse]]:
    asked = [pool.submit(desk.ask, f"/{number}/") for number in range(AT_ONCE)]
    while len(desk.begun) < AT_ONCE:
        time.sleep(0.001)
    return asked


def test_a_page_begins_when_another_is_done(desk: Desk, pool: ThreadPoolExecutor) -> None:
    asked = busy(desk, pool)
    waiting = pool.submit(desk.ask, "/quick/")
    time.sleep(PATIENCE / 5)
    assert "/quick/" not in desk.begun
    desk.done.set()
    assert {each.result().status_code for each in (*asked, waiting)} == {200}


def test_nobody_waits_for_a_long_one(desk: Desk, pool: ThreadPoolExecutor) -> None:
    busy(desk, pool)
    assert pool.submit(desk.ask, "/quick/").result(PATIENCE + 5).status_code == 200


def test_what_is_sent_waits_for_nobody_and_holds_up_nobody(desk: Desk, pool: ThreadPoolExecutor) -> None:
    sent = [pool.submit(desk.ask, f"/{number}/", "POST") for number in range(AT_ONCE)]
    started = time.perf_counter()
    assert desk.ask("/quick/").status_code == 200
    assert time.perf_counter() - started < PATIENCE
    desk.done.set()
    assert {each.result().status_code for each in sent} == {200}


def test_a_turn_is_given_back_by_one_that_fails_and_by_one_that_had_none(desk: Desk, pool: ThreadPoolExecutor) -> None:
    for _ in range(AT_ONCE + 1):
        with pytest.raises(RuntimeError, match="broken"):
            desk.ask("/broken/")
    asked = busy(desk, pool)
    desk.ask("/quick/")
    desk.done.set()
    for each in asked:
        each.result()
    started = time.perf_counter()
    desk.ask("/quick/")
    assert time.perf_counter() - started < PATIENCE
