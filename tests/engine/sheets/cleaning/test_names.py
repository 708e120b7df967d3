from collections.abc import Mapping
from types import MappingProxyType

import polars as pl
import pytest

from huitoukan.engine.sheets.cleaning import names


def sound(name: str, readings: Mapping[str, str]) -> str:
    return names.pinyin(pl.Series([name, None]), readings)[0]


def look(name: str, groups: Mapping[str, str], split: Mapping[str, str] = MappingProxyType({})) -> str:
    return pl.select(names.shape(pl.lit(name), groups, split)).item()


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("张三", "张三"),
        ("张　三", "张三"),
        (" 张 三 ", "张三"),
        ("张三（户主）", "张三"),
        ("张三(已故)", "张三"),
        ("张三【低保】", "张三"),
        ("张三〔五保〕", "张三"),
        ("张三（户主", "张三"),
        ("阿依古丽.买买提", "阿依古丽·买买提"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽・买买提", "阿依古丽·买买提"),
        ("阿依古丽･买买提", "阿依古丽·买买提"),
        ("阿依古丽‧买买提", "阿依古丽·买买提"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("'张三", "张三"),
        ("\u200b张三", "张三"),
        ("王?梅", "王□梅"),
        ("王？梅", "王□梅"),
        ("王\ufffd", "王□"),
        ("?", None),
        ("Zhang San", "Zhang·San"),
        ("Mary  Ann Lee", "Mary·Ann·Lee"),
        ("　", None),
        ("（户主）", None),
    ],
)
def test_names_lose_what_is_not_name(written: str, clean: str | None) -> None:
    assert names.clean_name(written) == clean


def test_a_surname_is_read_as_surnames_are() -> None:
    assert sound("单小单", {"单": "shan"}) == "shan xiao dan"


def test_homophones_read_alike() -> None:
    assert sound("张伟", {}) == sound("章玮", {})


def test_look_alikes_have_one_shape() -> None:
    groups = names.shape_groups(("己已巳", "末未", "已以"))
    assert look("末已", groups) == look("未巳", groups) == "末己"


def test_parts_of_a_rare_character_are_that_character_but_for_a_surname() -> None:
    assert look("王吉吉", {}, {"吉吉": "喆"}) == "王喆"
    assert look("龙天佑", {}, {"龙天": "龑"}) == "龙天佑"


def test_tables_may_be_empty() -> None:
    assert look("张三", names.shape_groups(())) == "张三"
    assert sound("张三", {}) == "zhang san"


def test_words_and_dots_are_read_as_they_sound() -> None:
    assert sound("阿依古丽·买买提", {}) == sound("阿依古丽买买提", {})
    assert sound("Zhang·San", {}) == sound("张三", {}) == "zhang san"
