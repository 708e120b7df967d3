"""Names read character by character, as against the long way that reads them as text."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from huitoukan.engine.sheets.cleaning import name_parts, names

READINGS = {"单": "shan", "任": "Ren"}
GROUPS = names.shape_groups(("己已巳", "末未"))
SPLIT = {"吉吉": "喆", "火火火": "焱"}
WRITTEN = st.text("单任己已巳末未吉火张三·a□龯", min_size=1, max_size=5)


@given(st.lists(WRITTEN | st.none(), max_size=6))
def test_both_ways_say_the_same(written: list[str | None]) -> None:
    cleaned = pl.Series("name", written, dtype=pl.String)
    sound, look = name_parts.parts(cleaned, READINGS, GROUPS, SPLIT)
    assert sound.to_list() == names.pinyin(cleaned, READINGS).to_list()
    assert look.to_list() == cleaned.to_frame().select(names.shape(pl.col("name"), GROUPS, SPLIT)).to_series().to_list()


def test_a_list_without_names() -> None:
    sound, look = name_parts.parts(pl.Series([None, None], dtype=pl.String), READINGS, GROUPS, SPLIT)
    assert (sound.to_list(), look.to_list()) == ([None, None], [None, None])


def test_a_pack_without_look_alikes() -> None:
    sound, look = name_parts.parts(pl.Series(["任末", "欧阳修远"]), {}, {}, {})
    assert (sound.to_list(), look.to_list()) == (["ren mo", "ou yang xiu yuan"], ["任末", "欧阳修远"])
