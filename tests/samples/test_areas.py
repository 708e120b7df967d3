"""The areas of the sample county agree with its lists, and their outlines fit together."""

from __future__ import annotations

import json
import math
from collections import Counter
from datetime import date
from itertools import pairwise
from random import Random

import pytest

from huitoukan.samples.areas import COUNTY_CODE, list_places, write_areas
from huitoukan.samples.county import build_county
from huitoukan.samples.outlines import partition
from huitoukan.samples.records import County


@pytest.fixture(scope="module")
def county() -> County:
    parameters = {
        "income_line": 8000, "self_paid_registered": 5000, "self_paid_other": 20000, "vehicle_price": 80000,
        "company_capital": 100000, "helper_load": 10, "phone_households": 3, "income_extreme": 100000,
    }  # fmt: skip
    return build_county(300, 1, date(2026, 10, 31), parameters)


def test_every_township_and_village_of_the_lists_is_there(county: County) -> None:
    places = list_places(county, 1)
    by_code = {place.code: place for place in places}
    assert len(by_code) == len(places) == 1 + len(county.townships) + sum(map(len, county.townships.values()))
    assert by_code[COUNTY_CODE].name == county.name
    for place in places:
        if place.level == "村":
            township = by_code[place.code[:9] + "000"]
            assert place.name in county.townships[township.name]
            assert place.above == township.name
    assert all(code.startswith("99") for code in by_code)
    assert any(place.is_poor for place in places)
    assert any(place.is_resettlement for place in places)


def test_the_same_county_writes_the_same_files(county: County, tmp_path_factory: pytest.TempPathFactory) -> None:
    folders = [tmp_path_factory.mktemp(name) for name in ("one", "two")]
    for folder in folders:
        write_areas(folder, county, 1)
    for name in ("areas.xlsx", "boundaries.geojson"):
        assert (folders[0] / "areas" / name).read_bytes() == (folders[1] / "areas" / name).read_bytes()
    features = json.loads((folders[0] / "areas" / "boundaries.geojson").read_text("utf-8"))["features"]
    assert {feature["properties"]["name"] for feature in features} == set(county.townships)


def area(ring: list[list[float]]) -> float:
    pairs = pairwise(ring)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("count", [1, 3, 6])
def test_neighbours_share_their_borders_and_nothing_is_left_over(seed: int, count: int) -> None:
    rings = partition(count, Random(f"{seed}/outlines"))
    assert len(rings) == count
    assert all(ring[0] == ring[-1] and len(ring) > 20 for ring in rings)
    sides = Counter(frozenset(map(tuple, side)) for ring in rings for side in pairwise(ring))
    assert set(sides.values()) <= {1, 2}
    rim = [side for side, times in sides.items() if times == 1]
    assert all(times % 2 == 0 for times in Counter(point for side in rim for point in side).values())
    whole = sum(area(ring) for ring in rings)
    assert math.isclose(whole, sum(area(ring) for ring in partition(1, Random(f"{seed}/outlines"))), rel_tol=0.05)
    assert min(map(area, rings)) > whole / count / 3
