"""What stands on a tag is what Django would write, and nothing of it breaks out."""

from __future__ import annotations

import pytest
from django.forms.utils import flatatt
from django.utils.safestring import SafeString, mark_safe

from huitoukan.core.saying import say_later
from huitoukan.web.tags import on_tag


@pytest.mark.parametrize(
    "value", ["", "a", '"><script>', "'&", 0, 1, None, True, False, mark_safe("&lt;"), say_later("page.yes"), 1.5]
)
def test_it_is_what_django_writes(value: object) -> None:
    marks = {"data-value": value}
    assert on_tag(marks) == flatatt(marks)
    assert isinstance(on_tag(marks), SafeString)


def test_they_stand_in_their_order() -> None:
    assert on_tag({"role": "cell", "class": "number", "hidden": True}) == ' role="cell" class="number" hidden'
