"""Which columns of departments' lists can be held against the registered list."""

from __future__ import annotations

from pathlib import Path

import pytest

from huitoukan.policy import load_pack
from huitoukan.policy.sameness import same_columns


@pytest.mark.parametrize(
    ("kind", "same"),
    [
        ("deaths", {"name": "name", "id_no": "id_no"}),
        ("housing", {"township": "township", "village": "village", "head_name": "name", "head_id_no": "id_no"}),
        ("work", {"name": "name", "id_no": "id_no", "monthly_wage": "monthly_wage"}),
        ("helpers", {}),
    ],
)
def test_of_one_role_or_of_one_name_and_type(kind: str, same: dict[str, str]) -> None:
    pack = load_pack()
    assert same_columns(pack.kinds[kind], pack.kinds["registered"]) == same


@pytest.mark.parametrize("name", ["baseline", "library"])
def test_household_numbers_of_rosters_are_their_own(name: str) -> None:
    pack = load_pack(Path(name))
    for kind in pack.kinds.values():
        if kind.id != "registered":
            assert "household_no" not in same_columns(kind, pack.kinds["registered"]).values(), kind.id
