"""Asking a server for one page again and again, and what that took."""

from __future__ import annotations

import http.client
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median, quantiles

from benchmarks.browsers import Browser, Server


@dataclass(frozen=True, slots=True)
class Taken:
    """By one page: pages a second by the clock, milliseconds of the processors for each, and how long people waited."""

    a_second: float
    processor_ms: float
    median_ms: float
    p95_ms: float


def ask_for(server: Server, path: str, who: Browser, *, seconds: float, people: int) -> Taken:
    """From as many at once, each over a connection that is kept, each asking as soon as it was answered."""

    def keep_asking(_: int) -> list[float]:
        browser, waited, until = who.twin(), [], time.monotonic() + seconds
        while (start := time.monotonic()) < until:
            status, _content = browser.get(path)
            if status != http.client.OK:
                raise SystemExit(f"{path} fails with {status}")
            waited.append(time.monotonic() - start)
        browser.close()
        return waited

    before = server.processor_seconds()
    with ThreadPoolExecutor(people) as pool:
        waits = [wait * 1000 for waited in pool.map(keep_asking, range(people)) for wait in waited]
    worked = (server.processor_seconds() - before) * 1000
    return Taken(len(waits) / seconds, worked / len(waits), median(waits), quantiles(waits, n=20)[-1])
