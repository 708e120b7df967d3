"""A county officer with lists."""

from __future__ import annotations

import pytest
from tests.conftest import County
from tests.domain.registry.desk import Desk

from huitoukan.core.access.roles import Role


@pytest.fixture
def desk(county: County) -> Desk:
    return Desk(county.add_person(Role.COUNTY_OFFICER))
