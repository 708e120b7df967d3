"""Departments share the work by the themes of the policy in force."""

from __future__ import annotations

import pytest
from django.utils import translation
from tests.conftest import County
from tests.domain.policies.test_actions import OWN, zipped

from huitoukan.core.access import themes
from huitoukan.core.access.roles import Role
from huitoukan.domain.policies import actions

FORESTS = '[forests]\ntitle = "林草"\ntitle_en = "Forests"\n'


def test_a_theme_of_the_offices_own_pack_can_be_given_to_a_seat(
    county: County, django_capture_on_commit_callbacks: pytest.FixtureRequest
) -> None:
    officer = county.add_person(Role.COUNTY_OFFICER)
    assert "forests" not in themes.known()
    draft = actions.begin(by=officer)
    draft = actions.bring_pack(by=officer, draft=draft, content=zipped({**OWN, "ours/themes.toml": FORESTS}))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        actions.adopt(by=officer, draft=draft, note="增加林草专题")
    assert {"forests", "water"} <= themes.known()
    assert ("forests", "林草") in themes.choices()
    with translation.override("en"):
        assert themes.titles(["forests", "dropped"]) == "Forests, dropped"


def test_what_is_only_tried_out_gives_no_theme(county: County) -> None:
    officer = county.add_person(Role.COUNTY_OFFICER)
    draft = actions.begin(by=officer)
    actions.bring_pack(by=officer, draft=draft, content=zipped({**OWN, "ours/themes.toml": FORESTS}))
    assert "forests" not in themes.known()
