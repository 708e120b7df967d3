"""The first word of a text and the others."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from huitoukan.engine import backends
from huitoukan.engine.linkage.texts import first_word_sql, other_words_sql
from huitoukan.engine.plan import Plan, Step


@pytest.mark.parametrize(
    ("text", "first", "others"),
    [
        ("zhang san", "zhang", "san"),
        ("ou yang xiu", "ou", "yang xiu"),
        ("wang", "wang", ""),
        ("", "", ""),
        ("li ", "li", ""),
        (" li", "", "li"),
        (None, None, None),
    ],
)
def test_words(tmp_path: Path, text: str | None, first: str | None, others: str | None) -> None:
    pl.DataFrame({"t": [text]}, schema={"t": pl.String}).write_parquet(tmp_path / "in.parquet")
    sql = f"SELECT {first_word_sql('t')} AS first, {other_words_sql('t')} AS others FROM texts"
    plan = Plan({"texts": (tmp_path / "in.parquet",)}, (Step("words", sql),), {"words": tmp_path / "out.parquet"})
    backends.run(plan, scratch=tmp_path / "scratch")
    assert pl.read_parquet(tmp_path / "out.parquet").rows() == [(first, others)]
