"""``huitoukan audit`` and ``huitoukan areas``, as processes of a server of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.serving import Server

ALTER = """
from django.db import connection
with connection.cursor() as cursor:
    if connection.vendor == "postgresql":
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
    else:
        cursor.execute("DROP TRIGGER audit_no_update")
    cursor.execute("UPDATE audit_entry SET actor_name = 'x' WHERE number = 2")
"""


@pytest.fixture
def office(server: Server) -> Server:
    server.set_up()
    return server


def test_the_trail_is_verified_and_the_first_broken_link_named(office: Server) -> None:
    whole = office.run("audit", "verify")
    assert (whole.returncode, "all 3 entries" in whole.stdout) == (0, True)
    number, seal = office.run("audit", "head").stdout.split()
    assert number == "3"
    assert office.run("audit", "verify", "--expect", seal.upper()).returncode == 0
    other = office.run("audit", "verify", "--expect", "0" * 64)
    assert other.returncode == 1
    assert "none has the seal you gave" in other.stderr
    office.python(ALTER)
    broken = office.run("audit", "verify")
    assert broken.returncode == 1
    assert "from entry 2 on" in broken.stderr


def test_a_list_is_imported_in_the_name_of_the_server(office: Server, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("代码,名称\n990101001,东河镇\n990101001001,柳树村\n", "utf-8")
    looked = office.run("areas", "import", file, "--as-of", "2024-01-01", "--dry-run")
    assert looked.returncode == 0, looked.stderr
    assert "New  2" in looked.stdout
    assert office.run("audit", "head").stdout.startswith("3 ")
    done = office.run("areas", "import", file, "--as-of", "2024-01-01")
    assert done.returncode == 0, done.stderr
    assert office.run("audit", "head").stdout.startswith("4 ")
    again = office.run("areas", "import", file, "--as-of", "2024-01-01")
    assert again.returncode == 1
    assert "nothing to import" in again.stderr


def test_a_wrong_line_is_named_and_nothing_lands(office: Server, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("代码,名称\n990101001,东河镇\n99,x\n", "utf-8")
    wrong = office.run("areas", "import", file)
    assert wrong.returncode == 1
    assert "row 3" in wrong.stderr
    assert "nothing was imported" in wrong.stderr
    assert office.run("audit", "head").stdout.startswith("3 ")
