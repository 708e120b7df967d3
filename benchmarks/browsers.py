"""Somebody at a browser, as far as a server notices, and what a server takes of the processors."""

from __future__ import annotations

import http.client
import os
import re
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

HOST = "127.0.0.1"
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="(\w+)"')


class Browser:
    """Keeps its connection and its cookies, and nothing else."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection(HOST, port, timeout=60)
        self._cookies: dict[str, str] = {}

    def get(self, path: str) -> tuple[int, bytes]:
        """Status and content of the answer."""
        return self._ask("GET", path, None)

    def sign_in(self, username: str, password: str) -> None:
        """Through the door. Ends the benchmark when it stays shut."""
        _, form = self.get("/sign-in/")
        token = _TOKEN.search(form)
        assert token
        said = {"username": username, "password": password, "csrfmiddlewaretoken": token[1].decode()}
        status, _ = self._ask("POST", "/sign-in/", urlencode(said))
        if status != http.client.FOUND:
            raise SystemExit(f"{username} is not let in: {status}")

    def close(self) -> None:
        """It goes home; coming back, it still has its cookies."""
        self._connection.close()

    def twin(self) -> Browser:
        """Another one in the same name."""
        made = Browser(self._connection.port)
        made._cookies.update(self._cookies)
        return made

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, bytes]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        answer = self._answer(method, path, body, headers)
        content = answer.read()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        return answer.status, content

    def _answer(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> http.client.HTTPResponse:
        """Over the connection that is open; a new one where the server has closed it, as servers do after a while."""
        try:
            self._connection.request(method, path, body, headers)
            return self._connection.getresponse()
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            self._connection.close()
            self._connection.request(method, path, body, headers)
            return self._connection.getresponse()


@dataclass(frozen=True, slots=True)
class Server:
    """Where one listens, and the process that it was started as."""

    port: int
    process: int

    def processor_seconds(self) -> float:
        """That it and all that it has started have taken so far."""
        ticks = sum(_ticks(each) for each in _family(self.process))
        return ticks / os.sysconf("SC_CLK_TCK")


def _family(process: int) -> list[int]:
    """``process`` and what descends from it."""
    with suppress(OSError):
        tasks = Path(f"/proc/{process}/task").iterdir()
        children = {int(child) for task in tasks for child in (task / "children").read_text().split()}
        return [process, *(each for child in children for each in _family(child))]
    return []


def _ticks(process: int) -> int:
    with suppress(OSError):
        return sum(map(int, Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]))
    return 0


def wait_for(port: int, path: str) -> None:
    """Until it answers."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        with suppress(OSError, http.client.HTTPException):
            if Browser(port).get(path)[0] == http.client.OK:
                return
        time.sleep(0.1)
    raise SystemExit(f"nothing answers on port {port}")
