"""Uploads on a real server: large ones, many at once, and those that are cut off."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.domain.registry.desk import person, registered
from tests.serving import Running, Server, wait
from tests.web.imports.clerks import MAKE, Clerk, serving, sign_in, temporary_files

IMPORTS = (
    "from huitoukan.domain.registry.models import Import\n"
    "print([(each.state, each.files[0]['bytes'], each.counts.get('rows', 0)) for each in Import.objects.order_by('pk')])"
)
MB = 1 << 20


@dataclass
class Site:
    server: Server
    running: Running
    port: int


@pytest.fixture
def site(server: Server) -> Iterator[Site]:
    server.set_up()
    server.python(MAKE + "officer('one')\nofficer('two')")
    with serving(server) as (running, port):
        yield Site(server, running, port)


@pytest.mark.parametrize("part", [0.3, 0.97])
def test_a_connection_lost_in_the_middle_leaves_nothing(site: Site, part: float) -> None:
    clerk = sign_in(site.port, "one")
    body = b"".join(clerk.form([("监测对象信息.csv", _rows(3)), ("其余.csv", _rows(60_000))]))
    assert len(body) > 3 * MB
    with clerk.sending("/imports/new/", len(body)) as line:
        line.sendall(body[: int(len(body) * part)])
        wait(lambda: temporary_files(site.server), "the file to arrive")
    wait(lambda: not temporary_files(site.server), "what was sent to go")
    assert site.server.python(IMPORTS) == "[]"
    assert not [each for each in (site.server.home / "files").rglob("*") if each.is_file()]
    assert not any("Traceback" in line for line in site.running.lines)
    answer = clerk.upload([("监测对象信息.csv", _rows(3))])
    assert (answer.status, answer.location) == (302, "/imports/1/")


def test_two_people_bring_lists_at_the_same_time(site: Site) -> None:
    clerks = {name: sign_in(site.port, name) for name in ("one", "two")}
    files = {"one": _rows(6_000), "two": _rows(9_000)}
    together = threading.Barrier(len(clerks))
    answers: dict[str, str] = {}

    def bring(name: str) -> None:
        together.wait()
        answers[name] = clerks[name].upload([("监测对象信息.csv", files[name])]).location

    people = [threading.Thread(target=bring, args=(name,)) for name in clerks]
    for each in people:
        each.start()
    for each in people:
        each.join()
    assert sorted(answers.values()) == ["/imports/1/", "/imports/2/"]
    both = sorted((len(files[name]), _count(files[name])) for name in clerks)
    wait(lambda: site.server.python(IMPORTS).count("'read'") == 2, "both to be read", site.running.lines)
    kept = eval(site.server.python(IMPORTS))  # noqa: S307  # what a few lines of ours have printed
    assert sorted((size, rows) for _, size, rows in kept) == both


def test_a_list_of_200_megabytes_and_a_million_and_a_half_rows_goes_through_in_little_memory(site: Site) -> None:
    clerk = sign_in(site.port, "one")
    begin, row, end = _deaths()
    rows = 1_500_000
    length = len(begin) + rows * len(row % 0) + len(end)
    head, tail = clerk.form([("死亡名单.csv", b"\r\n@@\r\n")], is_complete=""), b""
    before, _, after = b"".join(head).partition(b"\r\n@@\r\n")
    assert length > 200 * MB
    base = _memory(site)
    with clerk.sending("/imports/new/", len(before) + length + len(after)) as line:
        line.sendall(before + begin)
        for first in range(0, rows, 10_000):
            line.sendall(b"".join(row % number for number in range(first, first + 10_000)))
        line.sendall(end + after + tail)
        assert line.recv(64).startswith(b"HTTP/1.1 302")
    assert _memory(site) - base < 60 * MB
    wait(lambda: not temporary_files(site.server), "the answer to be over")
    wait(lambda: "'read'" in site.server.python(IMPORTS), "it to be read", site.running.lines)
    assert site.server.python(IMPORTS) == f"[('read', {length}, {rows})]"


def test_whoever_has_not_signed_in_sends_nothing_large(site: Site) -> None:
    stranger = Clerk(site.port, {})
    assert stranger.ask("/sign-in/").status == 200
    for path, length in (("/sign-in/", 3 * MB), ("/imports/new/", 200 * MB)):
        with stranger.sending(path, length) as line:
            assert line.recv(64).startswith(b"HTTP/1.1 413")
    with sign_in(site.port, "one").sending("/imports/new/", 1100 * MB) as line:
        assert line.recv(64).startswith(b"HTTP/1.1 413")
    assert temporary_files(site.server) == []


def _memory(site: Site) -> int:
    """The most that any process of the pages has held so far, in bytes."""
    pages = _child(site.running.process.pid, "gunicorn")
    return max(_peak(pid) for pid in _children(pages))


def _child(parent: int, word: str) -> int:
    return next(pid for pid in _children(parent) if word in Path(f"/proc/{pid}/cmdline").read_text())


def _children(parent: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def _peak(pid: int) -> int:
    told = Path(f"/proc/{pid}/status").read_text()
    return int(told.partition("VmHWM:")[2].split()[0]) << 10


def _deaths() -> tuple[bytes, bytes, bytes]:
    """The head of a list, one row to put a number into, and its end."""
    note = "家属已在村委会办理相关手续，民政部门留存复印件备查" * 2
    return "姓名,身份证号,死亡日期,备注\n".encode(), f"王小二,9901011980%08d,2026-01-05,{note}\n".encode(), b""


def _count(content: bytes) -> int:
    return content.count(b"\n") - 1


def _rows(many: int) -> bytes:
    """A list of as many people."""
    content: bytes = registered(*(person(number % 9, number) for number in range(many))).read()
    return content
