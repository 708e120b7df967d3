"""What a run cannot know never makes a rule fire; what is merely blank may."""

from __future__ import annotations

import pytest

from huitoukan.engine.sql import Null, Unknown, can_be_true, resolve
from huitoukan.policy.expressions import Name, Node, Scope, read
from huitoukan.policy.models import ValueType as T

SCOPE = Scope(facts={"known": T.BOOLEAN, "n": T.INTEGER, "gone": T.BOOLEAN, "gone_n": T.INTEGER, "blank": T.TEXT})


def settle(text: str) -> Node:
    def lookup(name: Name) -> Node:
        if name.name.startswith("gone"):
            return Unknown(name.type)
        return Null(name.type) if name.name == "blank" else name

    return resolve(read(text, SCOPE, T.BOOLEAN), lookup)


@pytest.mark.parametrize(
    ("text", "possible"),
    [
        ("known", True),
        ("gone", False),
        ("NOT gone", False),
        ("gone IS NULL", False),
        ("gone_n IS NOT NULL", False),
        ("gone_n > 1", False),
        ("gone_n IN (1, 2)", False),
        ("COALESCE(gone, TRUE)", False),
        ("COALESCE(gone_n, 0) + n > 1", False),
        ("known AND gone", False),
        ("NOT (known AND gone)", True),
        ("known OR gone", True),
        ("COUNT_TRUE(gone, known) >= 1", True),
        ("COUNT_TRUE(gone, gone) >= 1", False),
        ("blank IS NULL", True),
        ("blank IS NOT NULL", False),
        ("known AND FALSE", False),
        ("n > 1 AND blank IS NULL", True),
    ],
)
def test_whether_a_condition_can_ever_hold(text: str, possible: bool) -> None:
    assert can_be_true(settle(text)) is possible
