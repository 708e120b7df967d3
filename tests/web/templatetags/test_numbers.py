"""Numbers look alike on all pages."""

from __future__ import annotations

import pytest
from django.template import engines


@pytest.mark.parametrize(
    ("value", "text"), [(42659, "42,659"), (0, "0"), (999.5, "999.5"), ("3,000", "3,000"), (None, "None"), ("", "")]
)
def test_a_number_as_on_every_page(value: object, text: str) -> None:
    assert engines["django"].from_string("{{ value|counted }}").render({"value": value}) == text
