"""A county officer with lists, and a folder of the test's own for them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.conftest import County
from tests.domain.registry.desk import Desk

from huitoukan.core.access.roles import Role


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def desk(county: County) -> Desk:
    return Desk(county.add_person(Role.COUNTY_OFFICER))
