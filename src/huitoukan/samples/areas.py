"""The areas of the county as an office keeps them: a list with codes and marks, and outlines for the map."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from huitoukan.samples.handwriting import Cell
from huitoukan.samples.outlines import partition
from huitoukan.samples.records import County
from huitoukan.samples.sheets import Sheet
from huitoukan.samples.workbooks import write_workbook

FOLDER = "areas"
LIST_FILE = "areas.xlsx"
BOUNDARIES_FILE = "boundaries.geojson"

COUNTY_CODE = "990101000000"
_FIRST_TOWN, _FIRST_TOWNSHIP, _FIRST_VILLAGE = 101, 201, 201
"""As the statistical codes number them: 镇 from 100, 乡 from 200, villages from 200."""
_POOR_SHARE = 0.3
_HEADER = ("统计用区划代码", "名称", "级别", "上级", "脱贫村", "易地搬迁安置点")


@dataclass(frozen=True, slots=True)
class Place:
    """One row of the list."""

    code: str
    name: str
    level: str
    above: str = ""
    is_poor: bool = False
    is_resettlement: bool = False

    @property
    def row(self) -> list[str]:
        """As an office fills it in: a tick for yes, nothing for no."""
        marks = ["√" if mark else "" for mark in (self.is_poor, self.is_resettlement)]
        return [self.code, self.name, self.level, self.above, *marks]


def write_areas(out: Path, county: County, seed: int) -> None:
    """``areas/areas.xlsx`` and ``areas/boundaries.geojson``; the same county and seed write the same files."""
    folder = out / FOLDER
    folder.mkdir(exist_ok=True)
    places = list_places(county, seed)
    rows: list[list[Cell]] = [list(_HEADER), *(list[Cell](place.row) for place in places)]
    write_workbook(folder / LIST_FILE, [Sheet("区划名单", rows)])
    townships = [place for place in places if place.level == "乡镇"]
    (folder / BOUNDARIES_FILE).write_text(json.dumps(_collection(townships, seed), ensure_ascii=False), "utf-8")


def list_places(county: County, seed: int) -> list[Place]:
    """The county, its townships and their villages, each with the name that the lists give it."""
    return list(_places(county, Random(f"{seed}/areas")))


def _places(county: County, rng: Random) -> Iterator[Place]:
    yield Place(COUNTY_CODE, county.name, "县")
    towns, townships = _FIRST_TOWN, _FIRST_TOWNSHIP
    for township, villages in county.townships.items():
        if township.endswith("乡"):
            number, townships = townships, townships + 1
        else:
            number, towns = towns, towns + 1
        prefix = f"{COUNTY_CODE[:6]}{number}"
        yield Place(f"{prefix}000", township, "乡镇", county.name)
        resettled = rng.randrange(len(villages))
        for at, village in enumerate(villages):
            code = f"{prefix}{_FIRST_VILLAGE + at}"
            yield Place(code, village, "村", township, rng.random() < _POOR_SHARE, at == resettled)


def _collection(townships: Sequence[Place], seed: int) -> dict[str, object]:
    outlines = partition(len(townships), Random(f"{seed}/outlines"))
    features = [
        {
            "type": "Feature",
            "properties": {"code": place.code, "name": place.name},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        for place, ring in zip(townships, outlines, strict=True)
    ]
    return {"type": "FeatureCollection", "features": features}
