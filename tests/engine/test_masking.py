from __future__ import annotations

import resource

import polars as pl
import pytest

from huitoukan.engine.masking import mask, mask_text


def _mask(text: str | None, *, inside_text: bool = False) -> str | None:
    shown: str | None = (
        pl.DataFrame({"t": [text]}, schema={"t": pl.String}).select(mask(pl.col("t"), inside_text=inside_text)).item()
    )
    return shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("990123198706151234", "990123********1234"),
        ("99012319870615123X", "990123********123X"),
        ("990123870615123", "990123*****5123"),
        ("99012319870615123441", "990123**********3441"),
        ("99012319870", "990123****9870"),
        ("无", "无"),
        ("", ""),
        (None, None),
    ],
)
def test_a_column_of_id_numbers_is_masked_in_whatever_state(number: str | None, shown: str | None) -> None:
    assert _mask(number) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("证件号码990123198706151234有误", "证件号码990123********1234有误"),
        ("990123198706151234、99012319870615123x", "990123********1234、990123********123x"),
        ("990123 19870615 1234", "990123********1234"),
        ("990123\u30001987 0615 123x", "990123********123x"),
        ("９９０１２３１９８７０６１５１２３Ｘ", "９９０１２３********１２３Ｘ"),
        ("990123870615123、990123870615456", "990123*****5123、990123*****5456"),
        ("2026-10-31 990123198706151234", "2026-10-31 990123********1234"),
        ("老号码 990123870615123。", "老号码 990123*****5123。"),
        ("户编号99000000001297，自付21000元", "户编号99000000001297，自付21000元"),
        ("合同号1234567890123456789012", "合同号1234567890123456789012"),
        ("990123********1234", "990123********1234"),
    ],
)
def test_in_other_text_only_what_looks_like_an_id_number_is_masked(text: str, shown: str) -> None:
    assert _mask(text, inside_text=True) == shown


def test_a_masked_number_can_be_told_by_four_stars_however_short_it_is() -> None:
    for length in range(11, 23):
        masked = _mask("9" * length)
        assert masked is not None
        assert "****" in masked


def test_a_text_of_the_program_is_masked_in_the_same_way() -> None:
    assert mask_text("例如：990123198706151234。") == "例如：990123********1234。"


def test_a_short_number_that_is_left_as_it_is_takes_no_room() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    number = pl.col("number").fill_null("")
    known = number.is_in(pl.Series(["P4"]).implode())
    shown = pl.DataFrame({"number": ["P4"]}).select(
        pl.when(known).then(number).otherwise(mask(mask(number), inside_text=True))
    )
    assert shown.item() == "P4"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 1 << 20, "in kilobytes"
