"""The themes of departments, as the pack has them."""

from __future__ import annotations

import pytest
from django.utils import translation

from huitoukan.core.access import themes

pytestmark = pytest.mark.django_db


def test_titles_in_both_languages() -> None:
    assert themes.titles(["housing", "water"]) == "住房、饮水"
    with translation.override("en"):
        assert themes.titles(["housing", "water"]) == "Housing, Drinking water"


def test_a_theme_that_a_later_pack_dropped_keeps_its_id() -> None:
    assert themes.title("moon") == "moon"


def test_what_can_be_chosen_is_what_is_known() -> None:
    assert {"housing", "water", "medical", "education", "finance"} < themes.known()
    assert {theme for theme, _title in themes.choices()} == themes.known()
