import pytest

from huitoukan.engine.sheets.cleaning.codes import BLANK, Words
from huitoukan.policy import Pack


@pytest.mark.parametrize(
    ("values", "written", "word"),
    [
        ("yes_no", "√", "是"),
        ("yes_no", "有", "是"),
        ("yes_no", "1", "是"),
        ("yes_no", "１", "是"),
        ("yes_no", "y", "是"),
        ("yes_no", "×", "否"),
        ("yes_no", "无", "否"),
        ("yes_no", "0", "否"),
        ("yes_no", "N", "否"),
        ("yes_no", " 是 ", "是"),
        ("yes_no", "也许", None),
        ("yes_no", "—", BLANK),
        ("done", "已解决", "是"),
        ("done", "整改中", "否"),
        ("disability_grade", "一级", "1"),
        ("disability_grade", "壹级", "1"),
        ("disability_grade", "２级", "2"),
        ("disability_grade", "肆级", "4"),
        ("house_grade", "Ｄ级", "D"),
        ("house_grade", "c", "C"),
        ("house_grade", "D级（整体危险）", "D"),
        ("allowance_kind", "农村低保", "低保"),
        ("allowance_kind", "最低生活保障", "低保"),
        ("company_status", "在营（开业）企业", "存续"),
        ("sex", "男性", "男"),
        ("sex", "2", "女"),
        ("relation", "长子", "之子"),
        ("relation", "本人或户主", "户主"),
        ("measure", "无", BLANK),
        ("measure", "√", "已落实"),
        ("none_blank", "护林员", None),
    ],
)
def test_words_of_the_baseline(pack: Pack, values: str, written: str, word: str | None) -> None:
    assert Words(pack.values[values], pack.values["blank"]).look_up(written) == word
