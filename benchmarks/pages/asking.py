"""Asking a site for one page again and again, and what that took."""

from __future__ import annotations

import http.client
import os
import re
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

HOST = "127.0.0.1"
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="(\w+)"')


@dataclass(frozen=True, slots=True)
class Site:
    """A gunicorn and where it listens."""

    port: int
    process: int

    def processor_seconds(self) -> float:
        """That its workers have taken so far."""
        workers = Path(f"/proc/{self.process}/task/{self.process}/children").read_text().split()
        ticks = [Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()[11:13] for worker in workers]
        return sum(int(tick) for pair in ticks for tick in pair) / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Taken:
    """By one page: pages a second by the clock, milliseconds of the processors for each, and how long people waited."""

    a_second: float
    processor_ms: float
    median_ms: float
    p95_ms: float


def ask_for(site: Site, path: str, headers: Mapping[str, str], *, seconds: float, people: int) -> Taken:
    """From as many at once, each over a connection that is kept, each asking as soon as it was answered."""

    def keep_asking(_: int) -> list[float]:
        connection, waited, until = http.client.HTTPConnection(HOST, site.port), [], time.monotonic() + seconds
        while (start := time.monotonic()) < until:
            status, _ = ask(connection, path, headers)
            if status != http.client.OK:
                raise SystemExit(f"{path} fails with {status}")
            waited.append(time.monotonic() - start)
        connection.close()
        return waited

    before = site.processor_seconds()
    with ThreadPoolExecutor(people) as pool:
        waits = [wait * 1000 for waited in pool.map(keep_asking, range(people)) for wait in waited]
    worked = (site.processor_seconds() - before) * 1000
    return Taken(len(waits) / seconds, worked / len(waits), median(waits), quantiles(waits, n=20)[-1])


def ask(connection: http.client.HTTPConnection, path: str, headers: Mapping[str, str]) -> tuple[int, bytes]:
    """Status and content of the answer."""
    connection.request("GET", path, headers=dict(headers))
    answer = connection.getresponse()
    return answer.status, answer.read()


def wait_for(port: int, path: str) -> None:
    """Until it answers."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with suppress(OSError):
            if ask(http.client.HTTPConnection(HOST, port), path, {})[0] == http.client.OK:
                return
        time.sleep(0.1)
    raise SystemExit(f"nothing answers on port {port}")


def sign_in(site: Site, username: str, password: str) -> dict[str, str]:
    """Through the door; the headers that show it afterwards."""
    connection = http.client.HTTPConnection(HOST, site.port)
    connection.request("GET", "/sign-in/")
    door = connection.getresponse()
    cookie, token = _cookies(door), _TOKEN.search(door.read())
    assert token
    said = {"username": username, "password": password, "csrfmiddlewaretoken": token[1].decode()}
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    connection.request("POST", "/sign-in/", urlencode(said), kind)
    answer = connection.getresponse()
    answer.read()
    if answer.status != http.client.FOUND:
        raise SystemExit(f"{username} is not let in: {answer.status}")
    return {"Cookie": _cookies(answer)}


def _cookies(answer: http.client.HTTPResponse) -> str:
    return "; ".join(cookie.partition(";")[0] for cookie in answer.headers.get_all("Set-Cookie") or [])
