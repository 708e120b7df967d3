import pytest

from huitoukan.engine.sheets.cleaning import names


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
        ("　", None),
        ("（户主）", None),
    ],
)
def test_names_lose_what_is_not_name(written: str, clean: str | None) -> None:
    assert names.clean_name(written) == clean


def test_a_surname_is_read_as_surnames_are() -> None:
    assert names.pinyin("单小单", {"单": "shan"}) == "shan xiao dan"


def test_homophones_read_alike() -> None:
    assert names.pinyin("张伟", {}) == names.pinyin("章玮", {})


def test_look_alikes_have_one_shape() -> None:
    groups = names.shape_groups(("己已巳", "末未", "已以"))
    assert names.shape("末已", groups) == names.shape("未巳", groups) == "末己"


def test_tables_may_be_empty() -> None:
    assert names.shape("张三", names.shape_groups(())) == "张三"
    assert names.pinyin("张三", {}) == "zhang san"
