"""What rows say becomes JSON that says no more and no less."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from huitoukan.domain.registry.comparing.facts import digests, facts
from huitoukan.domain.registry.comparing.records import registered_kind
from huitoukan.policy import load_pack

KIND = registered_kind(load_pack())
SCHEMA = {
    "name": pl.String,
    "health": pl.String,
    "household_size": pl.Int64,
    "income_wage": pl.Float64,
    "birth_date": pl.Date,
    "risk_removed": pl.Boolean,
}
row = st.tuples(
    st.none() | st.text(),
    st.none() | st.text(alphabet='",:{}\\anul\n\x00'),
    st.none() | st.integers(-(2**40), 2**40),
    st.none() | st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.none() | st.dates(dt.date(1850, 1, 1), dt.date(2100, 1, 1)),
    st.none() | st.booleans(),
)


def plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    return value.replace("\x00", "") if isinstance(value, str) else value


@given(st.lists(row, min_size=1, max_size=5))
def test_facts_are_what_is_not_blank(rows: list[Any]) -> None:
    frame = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    said = [json.loads(text) for text in facts(frame, KIND, list(SCHEMA))]
    assert said == [{name: plain(v) for name, v in zip(SCHEMA, each, strict=True) if v is not None} for each in rows]


def test_months_are_written_as_such() -> None:
    frame = pl.DataFrame({"identified_on": [2026 * 12, 2025 * 12 + 11, None]}, schema={"identified_on": pl.Int32})
    assert facts(frame, KIND, ["identified_on"]).to_list() == [
        '{"identified_on":"2026-01"}',
        '{"identified_on":"2025-12"}',
        "{}",
    ]


def test_digests_tell_apart_what_is_different() -> None:
    one, other = (pl.Series(["ab", "a", "ab"]), pl.Series(["c", "bc", "c"]))
    first, second, third = digests(one, other)
    assert first == third != second
    assert len(first) == 16
