"""Somebody who uploads to a real server, byte by byte as a browser does."""

from __future__ import annotations

import http.client
import re
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from tests.serving import Running, Server

PASSWORD = "egret-Lantern-58"
MAKE = f"""
import datetime as dt
from huitoukan.core.access.roles import Role
from huitoukan.core.accounts import actions
from huitoukan.core.accounts.models import User
from huitoukan.core.areas.models import Area
def officer(name):
    seat = actions.NewSeat(role=Role.COUNTY_OFFICER, area=Area.objects.get(), starts_on=dt.date(2020, 1, 1))
    by = User.objects.get(username="admin")
    person = actions.add(by=by, username=name, name=name, password="first-Ladder-52", seat=seat)
    actions.change_password(by=person, old="first-Ladder-52", new={PASSWORD!r})
"""
BOUNDARY = "----a-line-that-no-list-holds"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@dataclass
class Answer:
    status: int
    text: str
    location: str


@dataclass
class Clerk:
    """One browser, reduced to what it sends."""

    port: int
    cookies: dict[str, str]

    def ask(self, path: str, fields: dict[str, str] | None = None) -> Answer:
        """A page, or a form that is sent with its token."""
        body = None
        if fields is not None:
            body = urlencode({**fields, "csrfmiddlewaretoken": self.token(path)})
        return self._call("GET" if body is None else "POST", path, body, "application/x-www-form-urlencoded")

    def upload(self, files: Sequence[tuple[str, bytes]], **said: str) -> Answer:
        body = b"".join(self.form(files, **said))
        return self._call("POST", "/imports/new/", body, f"multipart/form-data; boundary={BOUNDARY}")

    def form(self, files: Sequence[tuple[str, bytes]], **said: str) -> Iterator[bytes]:
        """The parts of the upload form, the token first as on the page."""
        fields = {"csrfmiddlewaretoken": self.token("/imports/new/"), "day": "2026-10-31", "is_complete": "on", **said}
        for name, value in fields.items():
            yield f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, content in files:
            head = f'Content-Disposition: form-data; name="files"; filename="{name}"\r\nContent-Type: text/csv'
            yield f"--{BOUNDARY}\r\n{head}\r\n\r\n".encode() + content + b"\r\n"
        yield f"--{BOUNDARY}--\r\n".encode()

    def token(self, path: str) -> str:
        found = _TOKEN.search(self._call("GET", path, None, "").text)
        assert found
        return found[1]

    @contextmanager
    def sending(self, path: str, length: int) -> Iterator[socket.socket]:
        """A connection over which the head of an upload has gone."""
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nCookie: {self._cookie}\r\n"
            f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: {length}\r\n\r\n"
        )
        with socket.create_connection(("127.0.0.1", self.port), timeout=60) as line:
            line.sendall(head.encode())
            yield line

    @property
    def _cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _call(self, method: str, path: str, body: bytes | str | None, kind: str) -> Answer:
        asking = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {"Cookie": self._cookie, **({"Content-Type": kind} if kind else {})}
        asking.request(method, path, body, headers)
        answer = asking.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                cookie, _, _ = value.partition(";")
                self.cookies.update([cookie.split("=", 1)])  # type: ignore[list-item]
        text = answer.read().decode()
        asking.close()
        return Answer(answer.status, text, answer.headers.get("Location", ""))


def sign_in(port: int, name: str) -> Clerk:
    clerk = Clerk(port, {})
    answer = clerk.ask("/sign-in/", {"username": name, "password": PASSWORD})
    assert answer.status == 302, answer.text
    return clerk


@contextmanager
def serving(server: Server) -> Iterator[tuple[Running, int]]:
    """Its pages and its background."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    with server.running("serve", "--bind", f"127.0.0.1:{port}") as site:
        site.wait_for("Open it in a browser")
        yield site, port


def temporary_files(server: Server) -> list[Path]:
    """What uploads leave on disk while they last."""
    return sorted(server.home.rglob("*.upload*"))
