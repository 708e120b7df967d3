"""Boundaries come from a file that is checked to the last point."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from tests.conftest import COUNTY, EAST, WEST, County

from huitoukan.core.access.holdings import Refused
from huitoukan.core.access.roles import Role
from huitoukan.core.areas.boundaries import actions
from huitoukan.core.areas.boundaries.geojson import MOST_POINTS_OF_ONE, WrongBoundaries, read_outlines
from huitoukan.core.areas.boundaries.queries import feature_collection, outlines_of
from huitoukan.core.areas.models import Boundary
from huitoukan.core.audit.models import Entry

SQUARE = [[[110.0, 27.0], [110.1, 27.0], [110.1, 27.1], [110.0, 27.1], [110.0, 27.0]]]
TODAY = dt.date(2026, 1, 1)


def feature(geometry: Any = None, **properties: Any) -> dict[str, Any]:
    geometry = geometry or {"type": "Polygon", "coordinates": SQUARE}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_a_feature_is_known_by_its_code_or_by_a_name_that_only_one_has(county: County) -> None:
    content = collection(feature(code=990101001), feature(name="西岭乡"))
    assert actions.set_boundaries(by=county.administrator, content=content) == 2
    drawn = feature_collection(outlines_of(county.areas[COUNTY], to=county.administrator, day=TODAY))
    assert [each["properties"] for each in drawn["features"]] == [
        {"code": EAST, "name": "东河镇"},
        {"code": WEST, "name": "西岭乡"},
    ]
    assert Entry.objects.latest("number").area_code == COUNTY


def test_a_second_file_takes_the_place_of_the_first(county: County) -> None:
    for _ in range(2):
        actions.set_boundaries(by=county.administrator, content=collection(feature(code=EAST)))
    assert Boundary.objects.count() == 1
    actions.remove_boundary(by=county.administrator, area=county.areas[EAST])
    assert not Boundary.objects.exists()
    with pytest.raises(WrongBoundaries, match="没有边界"):
        actions.remove_boundary(by=county.administrator, area=county.areas[EAST])


@pytest.mark.parametrize(
    ("features", "complaint"),
    [
        ([feature(code=EAST), feature(code="990101009000")], "对不上"),
        ([feature(name="柳树村")], "重名的要写代码"),
        ([feature(code=EAST), feature(name="东河镇")], "出现了两次"),
    ],
)
def test_all_features_or_none(county: County, features: list[Any], complaint: str) -> None:
    with pytest.raises(WrongBoundaries, match=complaint):
        actions.set_boundaries(by=county.administrator, content=collection(*features))
    assert not Boundary.objects.exists()


def test_nobody_draws_the_next_township(county: County) -> None:
    person = county.add_person(Role.ADMINISTRATOR, WEST)
    with pytest.raises(WrongBoundaries, match="对不上"):
        actions.set_boundaries(by=person, content=collection(feature(code=EAST)))
    actions.set_boundaries(by=county.administrator, content=collection(feature(code=EAST), feature(code=WEST)))
    with pytest.raises(Refused):
        actions.remove_boundary(by=person, area=county.areas[EAST])
    shown = outlines_of(county.areas[COUNTY], to=person, day=TODAY)
    assert [each.area.code for each in shown] == [WEST]
    officer = county.add_person(Role.COUNTY_OFFICER, COUNTY)
    with pytest.raises(Refused):
        actions.set_boundaries(by=officer, content=collection(feature(code=EAST)))


def test_heights_are_left_out_and_many_polygons_kept() -> None:
    point = [[*each, 300] for each in SQUARE[0]]
    (outline,) = read_outlines(collection(feature({"type": "MultiPolygon", "coordinates": [[point]]}, code=EAST)))
    assert outline.geometry == {"type": "MultiPolygon", "coordinates": [SQUARE]}


def ring(*points: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [list(points)]}


LONG = [[110 + number / 1e6, 27.0] for number in range(MOST_POINTS_OF_ONE)]
BAD = {
    "no text": b"\xff\xfe\x00",
    "no json": b"{",
    "not a number": b'{"type":"FeatureCollection","features":[NaN]}',
    "deep": b"[" * 200_000,
    "long number": b'{"type":"FeatureCollection","features":[' + b"9" * 5000 + b"]}",
    "a list": b"[]",
    "a feature alone": json.dumps(feature(code=EAST)).encode(),
    "no features": collection(),
    "features are no list": b'{"type":"FeatureCollection","features":{}}',
    "many features": collection(*[{}] * 2001),
    "null": collection(None),
    "no geometry": collection({"type": "Feature", "properties": {"code": EAST}, "geometry": None}),
    "no key": collection(feature(kind="x")),
    "a key that is no text": collection(feature(code=[1], name=True)),
    "a point": collection(feature({"type": "Point", "coordinates": [110, 27]}, code=EAST)),
    "an unknown type": collection(feature({"type": ["Polygon"], "coordinates": SQUARE}, code=EAST)),
    "no ring": collection(feature({"type": "Polygon", "coordinates": []}, code=EAST)),
    "no list": collection(feature({"type": "MultiPolygon", "coordinates": 7}, code=EAST)),
    "open ring": collection(feature(ring([0, 0], [1, 0], [1, 1], [0, 1]), code=EAST)),
    "short ring": collection(feature(ring([0, 0], [1, 0], [0, 0]), code=EAST)),
    "text for a number": collection(feature(ring(["0", 0], [1, 0], [1, 1], ["0", 0]), code=EAST)),
    "truth for a number": collection(feature(ring([True, 0], [1, 0], [1, 1], [True, 0]), code=EAST)),
    "one number": collection(feature(ring([0], [1], [1], [0]), code=EAST)),
    "infinite": collection(feature(ring([0, 0], [1, 0], [1, 1], [0, 0]), code=EAST)).replace(b"1,", b"1e999,"),
    "longer than a number of the machine": collection(
        feature(ring([10**400, 0], [1, 0], [1, 1], [10**400, 0]), code=EAST)
    ),
    "metres": collection(feature(ring([500000, 3000000], [1, 0], [1, 1], [500000, 3000000]), code=EAST)),
    "many points": collection(feature(ring(*LONG, LONG[0]), code=EAST)),
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
def test_what_cannot_be_drawn_is_told_in_a_sentence(content: bytes) -> None:
    with pytest.raises(WrongBoundaries) as told:
        read_outlines(content)
    assert told.value.message.text("zh")
    assert told.value.message.text("en")


@pytest.mark.parametrize("key", ["code", "name"])
def test_half_a_character_can_be_told_of(county: County, key: str) -> None:
    with pytest.raises(WrongBoundaries) as told:
        actions.set_boundaries(by=county.administrator, content=collection(feature(**{key: "\ud800"})))
    assert str(told.value).encode()
