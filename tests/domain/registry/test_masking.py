"""What is shown of a cell depends on what its column is."""

from __future__ import annotations

import pytest

from huitoukan.domain.registry.masking import masked
from huitoukan.policy import load_pack

FIELDS = load_pack().kinds["registered"].fields


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("id_no", "990101194803151234", "990101********1234"),
        ("birth_date", "1948-03-15", "1948-**-**"),
        ("birth_date", "19480315", "1948****"),
        ("household_phone", "13812345678", "138****5678"),
        ("identified_on", "2026-03-15", "2026-03-15"),
        ("name", "王和平13812345678", "王和平138****5678"),
        (None, "其女990101194803151234", "其女990101********1234"),
    ],
)
def test_numbers_and_days_of_birth_are_not_told_whole(name: str | None, text: str, shown: str) -> None:
    assert masked(text, FIELDS[name] if name else None) == shown


def test_the_registered_list_has_a_day_of_birth() -> None:
    assert [name for name, field in FIELDS.items() if field.role == "birth_date"] == ["birth_date"]
