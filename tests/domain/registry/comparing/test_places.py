"""Names of townships and villages lead to codes, by today's names and by former ones."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest
from tests.conftest import COUNTY, EAST, WEST, County

from huitoukan.core.areas import actions as areas
from huitoukan.core.areas.queries import every_name, root_code
from huitoukan.domain.registry.comparing.places import Gazetteer, gazetteer, placed, stem, township_of, within


@pytest.fixture
def names(county: County) -> Gazetteer:
    by = county.administrator
    areas.rename(by=by, area=county.areas[EAST], name="东河街道", since=dt.date(2026, 3, 1))
    areas.merge(by=by, area=county.areas["990101001002"], into=county.areas["990101001001"], since=dt.date(2026, 4, 1))
    return gazetteer(every_name(), root_code())


@pytest.mark.parametrize(
    ("township", "village", "code", "strange"),
    [
        ("东河街道", "柳树村", "990101001001", None),
        ("东河镇", "柳树村委会", "990101001001", None),  # by its former name
        ("东河", "柳树", "990101001001", None),
        ("东河镇", "石桥村", "990101001001", None),  # merged into another
        ("西岭乡", "柳树村", "990101002001", None),  # two villages of one name
        ("西岭乡", "石桥村", WEST, "village"),
        ("西岭乡", None, WEST, None),
        ("南山镇", "柳树村", COUNTY, "township"),
        (None, "云台村", "990101002002", None),  # where there is no township, it is that of the import
        (None, None, WEST, None),
    ],
)
def test_where_a_row_lies(
    names: Gazetteer, township: str | None, village: str | None, code: str, strange: str | None
) -> None:
    rows = pl.DataFrame(
        {"township": [township], "village": [village]}, schema={"township": pl.String, "village": pl.String}
    )
    found = placed(rows, names, blank=WEST)
    assert (found["area_code"].item(), found["strange"].item()) == (code, strange)


def test_two_townships_with_one_bare_name_are_told_apart_by_their_whole_one() -> None:
    names = gazetteer([("东河镇", EAST), ("东河乡", WEST)], COUNTY)
    assert [names.place(name, None, blank=COUNTY)[0] for name in ("东河镇", "东河乡", "东河")] == [EAST, WEST, COUNTY]


@pytest.mark.parametrize(
    ("code", "township", "begins"),
    [
        (COUNTY, None, "990101"),
        (EAST, "990101001", "990101001"),
        ("990101001010", "990101001", "990101001010"),
        ("990101010000", "990101010", "990101010"),
        ("99010100101001", "990101001", "99010100101001"),
    ],
)
def test_parts_of_codes(code: str, township: str | None, begins: str) -> None:
    row = pl.DataFrame({"code": [code]})
    told = row.select(
        township_of("code").alias("township"), stem("code").alias("stem"), within("code", COUNTY).alias("in")
    )
    assert told.row(0) == (township, begins, True)
