from __future__ import annotations

from pathlib import Path

import pytest

from huitoukan.engine.outputs.filenames import safe_name, unique_names


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("青石镇", "青石镇"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("a/b\\c:d*e?f", "a_b_c_d_e_f"),
        ("CON", "_CON"),
        (" . ", "_"),
        ("石\n桥", "石_桥"),
        ("镇" * 100, "镇" * 60),
    ],
)
def test_a_name_is_safe_on_every_system(word: str, name: str) -> None:
    assert safe_name(word) == name
    assert Path(safe_name(word)).name == safe_name(word)


def test_names_that_would_fall_together_are_numbered() -> None:
    assert unique_names(["a/b", "a?b", "A_B", "c"]) == ["a_b", "a_b-2", "A_B-3", "c"]
