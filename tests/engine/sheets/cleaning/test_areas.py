import pytest

from huitoukan.engine.sheets.cleaning import areas


@pytest.mark.parametrize(
    "written",
    [
        "桥竹镇",
        "桥竹",
        "桥竹乡",
        "桥竹街道",
        "桥竹街道办事处",
        "桥竹镇（原桥头乡）",
        "桥竹镇(原桥头乡)",
        "安和县桥竹镇",
        "桥竹镇人民政府",
    ],
)
def test_one_township_has_one_key(written: str) -> None:
    assert areas.township_key(written) == "桥竹"


@pytest.mark.parametrize(
    ("written", "township"),
    [
        ("泥山冲村", "桥竹镇"),
        ("泥山冲", "桥竹镇"),
        ("泥山冲村委会", None),
        ("泥山冲村民委员会", None),
        ("泥山冲行政村", None),
        ("泥山冲社区", None),
        ("泥山冲社区居委会", None),
        ("泥山冲村（原石坪村）", None),
        ("桥竹镇泥山冲村", "桥竹镇"),
        ("桥竹镇泥山冲村", "桥竹"),
        ("桥竹乡泥山冲村委会", "桥竹镇"),
        ("安和县桥竹镇泥山冲村", "桥竹镇"),
        ("泥山冲村3组", None),
        ("泥山冲村第三村民小组", None),
    ],
)
def test_one_village_has_one_key(written: str, township: str | None) -> None:
    assert areas.village_key(written, township) == "泥山冲"


@pytest.mark.parametrize("name", ["镇", "村", "乡"])
def test_a_suffix_alone_stays(name: str) -> None:
    assert areas.township_key(name) == areas.village_key(name) == name


def test_a_village_that_only_sounds_like_the_township_stays_whole() -> None:
    assert areas.village_key("桥竹林村", "桥竹镇") == "桥竹林"


def test_cleaning_drops_space_and_full_width_forms() -> None:
    assert areas.clean_area(" 桥竹　镇（原桥头乡） ") == "桥竹镇(原桥头乡)"
    assert areas.clean_area("　") is None
