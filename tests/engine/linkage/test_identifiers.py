"""Numbers one edit apart are found by a block and told as such, wherever the edit is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import polars as pl
import pytest

from huitoukan.engine import backends
from huitoukan.engine.linkage import identifiers as ids
from huitoukan.engine.linkage.binding import step
from huitoukan.engine.plan import Plan
from huitoukan.samples.identity import check_digit


def _number(random: Random) -> str:
    born = f"{random.randint(1930, 2025)}{random.randint(1, 12):02d}{random.randint(1, 28):02d}"
    body = f"99{random.randint(1000, 9999)}{born}{random.randint(1, 999):03d}"
    return body + check_digit(body)


def _edits(number: str) -> Iterator[str]:
    for at in range(18):
        yield number[:at] + number[at + 1 :]
        yield from (number[:at] + digit + number[at + 1 :] for digit in "0123456789X" if digit != number[at])
        if at < 17 and number[at] != number[at + 1]:
            yield number[:at] + number[at + 1] + number[at] + number[at + 2 :]


def _compare(pairs: pl.DataFrame, folder: Path) -> pl.DataFrame:
    """``pairs`` (digits, sure, prefix of both sides) with ``level`` and ``blocked``, by the real backend."""
    pairs.write_parquet(folder / "pairs.parquet")
    pieces = zip(ids.pieces_sql("l"), ids.pieces_sql("r"), strict=True)
    blocked = " OR ".join(f"coalesce({left} = {right}, FALSE)" for left, right in pieces)
    sides = ", ".join(f"pairs.{side}_{column} AS {column}" for side in "l" for column in ("digits", "sure", "prefix"))
    others = sides.replace("l_", "r_")
    sql = f"""SELECT l.pair, {ids.level_sql("l", "r")} AS level, {blocked} AS blocked
        FROM (SELECT pair, {sides} FROM pairs) l JOIN (SELECT pair, {others} FROM pairs) r ON r.pair = l.pair"""
    plan = Plan({"pairs": (folder / "pairs.parquet",)}, (step("compared", sql),), {"compared": folder / "c.parquet"})
    backends.run(plan, scratch=folder)
    return pairs.join(pl.read_parquet(folder / "c.parquet"), on="pair").sort("pair")


def _pairs(rows: list[tuple[str | None, bool, str | None, str | None, bool, str | None]]) -> pl.DataFrame:
    names = [f"{side}_{column}" for side in "lr" for column in ("digits", "sure", "prefix")]
    types = {"digits": pl.String, "sure": pl.Boolean, "prefix": pl.String}
    return pl.DataFrame(rows, {n: types[n[2:]] for n in names}, orient="row").with_row_index("pair")


def test_every_edit_is_found(tmp_path: Path) -> None:
    random = Random(20261031)
    rows = []
    for _ in range(40):
        number = _number(random)
        rows += [(edited, False, None, number, True, None) for edited in _edits(number)]
    compared = _compare(_pairs(rows), tmp_path)

    assert len(compared) > 8000
    assert compared.filter(~pl.col("blocked")).height == 0
    assert compared["level"].unique().to_list() == [ids.ONE_EDIT]


OWN = "990132198405271637"
CASES = [
    (
        "the same wrong number",
        ("990132198405271630", False, None),
        ("990132198405271630", False, None),
        ids.SAME_NUMBER,
    ),
    ("two valid numbers", (OWN, True, None), ("99013219840527121X", True, None), ids.CONTRADICTED),
    ("two digits wrong", ("990132198405291697", False, None), (OWN, True, None), ids.TWO_EDITS),
    ("another serial", ("990132198405279123", False, None), (OWN, True, None), ids.AREA_BIRTH),
    ("area and year wrong", ("990777197405271637", False, None), (OWN, True, None), ids.TAIL),
    ("all else", ("990777197601018888", False, None), (OWN, True, None), ids.OTHER),
    ("15 digits left", (None, False, OWN[:15]), (OWN, True, None), ids.PREFIX),
    ("14 digits left", (None, False, OWN[:14]), (OWN, True, None), ids.SHORT_PREFIX),
    ("6 digits left", (None, False, OWN[:6]), (OWN, True, None), None),
    ("6 digits left, of another area", (None, False, "990133"), (OWN, True, None), ids.CONTRADICTED),
    ("15 digits left, the last rounded", (None, False, OWN[:14] + "2"), (OWN, True, None), ids.SHORT_PREFIX),
    ("15 digits left, of another number", (None, False, OWN[:14] + "9"), (OWN, True, None), ids.CONTRADICTED),
    ("15 digits left, the other number wrong", (None, False, OWN[:14] + "9"), (OWN, False, None), ids.OTHER),
    ("a valid number and 15 digits left", (OWN, True, None), (None, False, OWN[:15]), ids.PREFIX),
    ("15 digits left of both", (None, False, OWN[:15]), (None, False, OWN[:15]), ids.PREFIX),
    ("digits left of two numbers", (None, False, OWN[:15]), (None, False, "990133198405271"), ids.OTHER),
    ("nothing on one side", (None, False, None), (OWN, True, None), None),
]


@pytest.fixture(scope="module")
def levels(tmp_path_factory: pytest.TempPathFactory) -> list[int | None]:
    rows = [(*left, *right) for _, left, right, _ in CASES]
    return _compare(_pairs(rows), tmp_path_factory.mktemp("levels"))["level"].to_list()


@pytest.mark.parametrize("at", range(len(CASES)), ids=[title for title, *_ in CASES])
def test_levels(levels: list[int | None], at: int) -> None:
    assert levels[at] == CASES[at][-1]
