"""The commands of the server, as processes."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from tests.serving import Server, wait

from huitoukan.cli.server.addresses import read_address
from huitoukan.cli.session import WrongUsage


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


def child_of(parent: int, word: str) -> int:
    """The number of the child whose command ends in ``word``."""
    numbers = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return next(int(number) for number in numbers if Path(f"/proc/{number}/cmdline").read_text().endswith(f"{word}\0"))


def ask(port: int, path: str) -> tuple[int, str]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def test_serve_runs_pages_and_background_and_ends_both(server: Server, port: int) -> None:
    with server.running("serve", "--bind", f"127.0.0.1:{port}") as site:
        site.wait_for(f"The site is up. Open it in a browser: http://127.0.0.1:{port}")
        site.wait_for("huitoukan setup")
        assert ask(port, "/health/ready/") == (200, '{"database": true, "migrations": true}')
        wait(lambda: ask(port, "/health/background/")[0] == 200, "the worker")
        status, page = ask(port, "/sign-in/")
        assert status == 200
        assert "csrfmiddlewaretoken" in page
        server.set_up_in_earnest()
        assert site.end(signal.SIGINT) == 0
    assert site.lines[-1] == "The server has ended.\n"
    assert any('"message": "worker ends"' in line for line in site.lines)
    with pytest.raises(ConnectionError):
        ask(port, "/health/alive/")


def test_a_child_that_is_killed_is_replaced(server: Server, port: int) -> None:
    with server.running("serve", "--bind", f"127.0.0.1:{port}") as site:
        first = json.loads(site.wait_for('"worker starts"'))["worker"]
        os.kill(child_of(site.process.pid, "worker"), signal.SIGKILL)
        wait(lambda: any('"worker starts"' in line and first not in line for line in site.lines), "another worker")


def test_an_address_in_use_is_said_before_anything_starts(server: Server, port: int) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        done = server.run("serve", "--bind", f"127.0.0.1:{port}")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "--bind" in done.stderr
    assert not server.home.exists()


def test_an_environment_that_cannot_be_is_said(server: Server) -> None:
    server.more["HUITOUKAN_HOSTS"] = "*"
    for command in (("serve",), ("worker",), ("setup",), ("backup", "x"), ("restore", "x")):
        done = server.run(*command)
        assert done.returncode == 1
        assert "HUITOUKAN_HOSTS" in done.stderr
        assert "Traceback" not in done.stderr


def test_a_database_that_is_away_is_said(server: Server) -> None:
    server.more["DATABASE_URL"] = "postgres://nobody@127.0.0.1:1/nothing"
    done = server.run("worker")
    assert done.returncode == 1
    assert "DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_server_is_set_up_once(server: Server) -> None:
    server.set_up()
    accounts = (
        "from huitoukan.core.accounts.models import User\nprint(*User.objects.values_list('username', flat=True))"
    )
    assert server.python(accounts) == "admin"
    done = server.run("setup", "--code", "990102000000", said="x\n")
    assert (done.returncode, "set up already" in done.stderr) == (1, True)


@pytest.mark.parametrize(
    ("line", "said", "words"),
    [
        ((), "", "--code"),
        (("--code", "12"), "", "--area"),
        (("--code", "12", "--area", "a", "--username", "clerk", "--name", "c"), "heron-Basket-71\n", "12"),
        (("--code", "990101000000", "--area", "a", "--username", "clerk", "--name", "c"), "short\n", "10"),
    ],
)
def test_what_cannot_be_set_up_is_said(server: Server, line: tuple[str, ...], said: str, words: str) -> None:
    done = server.run("setup", *line, said=said)
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_without_the_extra_one_sentence_says_what_to_install(server: Server) -> None:
    code = (
        "import importlib.machinery, sys\n"
        "find = importlib.machinery.PathFinder.find_spec\n"
        "def find_without(name, path=None, target=None):\n"
        "    return None if name.split('.')[0] in ('django', 'gunicorn') else find(name, path, target)\n"
        "importlib.machinery.PathFinder.find_spec = find_without\n"
        "from huitoukan.cli import answer\n"
        "lines = ('serve', 'worker', 'setup', 'backup x', 'restore x')\n"
        "print([answer([*line.split(), '--lang', 'en']) for line in lines], answer(['--version']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=server.environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.stdout.endswith("[1, 1, 1, 1, 1] 0\n"), done.stderr
    assert done.stderr.count("huitoukan[server]") == 5
    assert done.stderr.count("\n") == 5


def test_the_engines_commands_do_not_load_django(server: Server) -> None:
    code = (
        "import sys\nfrom huitoukan.cli import answer\n"
        "answer(['--help']); answer(['check', '--help']); answer(['policy', 'list'])\n"
        "print('loaded', [name for name in sys.modules if name.split('.')[0] in ('django', 'gunicorn', 'psycopg')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=server.environment, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.endswith("loaded []\n")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("0.0.0.0:80", "http://127.0.0.1:80"),
        (":8000", "http://127.0.0.1:8000"),
        ("[::]:8000", "http://[::1]:8000"),
        ("unix:/run/x.sock", "/run/x.sock"),
    ],
)
def test_where_to_listen(text: str, shown: str) -> None:
    assert str(read_address(text)) == shown


@pytest.mark.parametrize("text", ["8000", "host", "host:", "host:0", "host:70000", "a:b:c", "::1:8000", "unix:"])
def test_where_nobody_can_listen(text: str) -> None:
    with pytest.raises(WrongUsage):
        read_address(text)
