from __future__ import annotations

import polars as pl
import pytest

from huitoukan.engine.outputs.accounts import count_rows, list_waiting
from huitoukan.engine.outputs.edition import Edition
from huitoukan.engine.results import Result
from huitoukan.policy.models import Pack


@pytest.fixture(scope="module")
def rows(result: Result, pack: Pack) -> pl.DataFrame:
    return count_rows(Edition(result, pack))


def test_rows_read_are_rows_used_and_rows_set_aside(rows: pl.DataFrame) -> None:
    read, used, aside = (rows.get_column(name) for name in ("rows_read", "rows_used", "rows_set_aside"))
    assert (read == used + aside).all()
    assert used.min() == 0


def test_unreadable_and_waiting_rows_are_set_aside(rows: pl.DataFrame) -> None:
    claims = rows.row(by_predicate=pl.col("kind") == "medical_claims", named=True)
    assert (claims["rows_read"], claims["rows_set_aside"]) == (31, 4)


def test_a_registry_row_that_waits_is_used_all_the_same(rows: pl.DataFrame, result: Result, pack: Pack) -> None:
    registry = rows.row(by_predicate=pl.col("kind") == "registered", named=True)
    assert registry["rows_set_aside"] == 1
    assert list_waiting(Edition(result, pack)).get_column("kind").unique().to_list() == ["medical_claims"]


def test_rows_of_a_sheet_nobody_recognised_stand_apart_with_the_reason(rows: pl.DataFrame) -> None:
    unknown = rows.row(by_predicate=pl.col("sheet") == "旧", named=True)
    assert (unknown["rows_read"], unknown["rows_used"], unknown["rows_set_aside"]) == (0, 0, 0)
    assert unknown["rows_unrecognised"] == 7
    assert unknown["note"]


def test_a_file_that_could_not_be_read_is_in_the_account(rows: pl.DataFrame) -> None:
    broken = rows.row(by_predicate=pl.col("file") == "坏文件.xls", named=True)
    assert (broken["rows_read"], broken["note"]) == (0, "没有发现问题。")
