"""What a plan knows of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from huitoukan.engine.plan import Plan, Step


def _plan(*steps: tuple[str, str], outputs: tuple[str, ...] = ()) -> Plan:
    return Plan(
        {"people": (Path("people.parquet"),), "idle": (Path("idle.parquet"),)},
        tuple(Step(name, sql) for name, sql in steps),
        {name: Path(f"{name}.parquet") for name in outputs},
    )


def test_a_table_is_spent_after_the_last_step_that_mentions_it() -> None:
    plan = _plan(
        ("a", "SELECT * FROM people"), ("b", "SELECT * FROM a"), ("c", "SELECT x FROM b JOIN a ON TRUE"), outputs=("c",)
    )
    assert [set(names) for names in plan.spent()] == [{"people", "idle"}, set(), {"a", "b", "c"}]


def test_a_name_inside_another_is_not_mentioned() -> None:
    plan = _plan(("a", "SELECT * FROM people"), ("ab", "SELECT 1"), ("c", "SELECT * FROM ab"), outputs=("a",))
    assert [set(names) for names in plan.spent()] == [{"people", "idle", "a"}, set(), {"ab", "c"}]


def test_two_tables_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="people"):
        _plan(("people", "SELECT 1"))
