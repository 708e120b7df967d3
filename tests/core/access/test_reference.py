"""The page of roles in the docs is what the code says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from huitoukan.core.access import reference
from huitoukan.core.access.permissions import Permission
from huitoukan.core.access.roles import Role

PAGE = Path(__file__).parents[3] / "docs/reference/roles.md"


def test_docs_hold_the_current_page() -> None:
    assert PAGE.read_text("utf-8") == reference.page(), "run: python -m huitoukan.core.access.reference " + PAGE.name


def test_it_is_written_without_a_server(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("DJANGO", "HUITOUKAN"))}
    command = [sys.executable, "-m", "huitoukan.core.access.reference", str(tmp_path / "roles.md")]
    subprocess.run(command, env=environment, check=True)
    assert (tmp_path / "roles.md").read_text("utf-8") == PAGE.read_text("utf-8")


# What would be asked about first; whoever changes a line here changes who can see or do what.
_WORK = "see_areas see_households see_findings mark_findings"
RIGHTS = {
    Role.ADMINISTRATOR: "see_areas edit_areas see_accounts edit_accounts see_contacts edit_settings",
    Role.COUNTY_OFFICER: f"{_WORK} see_accounts see_contacts see_personal_data see_lists bring_lists run_checks "
    "decide_exemptions review_links see_policy edit_policy",
    Role.DEPARTMENT_OFFICER: f"{_WORK} see_policy",
    Role.TOWNSHIP_OFFICER: f"{_WORK} see_accounts see_contacts see_personal_data see_lists bring_lists "
    "decide_exemptions review_links see_policy",
    Role.VILLAGE_WORKER: _WORK,
    Role.HELPER: "see_areas see_households see_findings",
    Role.INSPECTOR: "see_areas see_households see_findings",
    Role.LEADER: "see_areas see_accounts see_households see_lists see_findings see_policy",
    Role.AUDITOR: "see_areas see_accounts see_audit see_households see_lists see_findings see_policy",
}


@pytest.mark.parametrize("role", Role)
def test_rights(role: Role) -> None:
    assert {str(permission) for permission in role.permissions} == set(RIGHTS[role].split())


def test_every_permission_is_asked_for_somewhere() -> None:
    package = Path(reference.__file__).parents[2]
    files = [path for part in ("core", "web") for path in (package / part).rglob("*.py")]
    code = "\n".join(path.read_text("utf-8") for path in files if path.parent.name != "access")
    assert [permission for permission in Permission if f"Permission.{permission.name}" not in code] == []
