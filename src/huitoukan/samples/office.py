"""The people of a made-up office: at least one in every role, and each township with its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

PASSWORD = "Kanlu-2026-demo"  # noqa: S105  # everybody may know it: nothing real is behind it
ADMINISTRATOR = "admin"
_NAMES = (
    "严守正", "程知远", "顾望舒", "江映雪", "陆闻溪", "苏砚秋", "沈清和", "叶听澜", "许星野", "梁秋实",
    "孟春和", "温如玉", "宋青山", "白露晞", "韩松岭", "林见鹿", "周既明", "唐晚舟", "方霁云", "袁东篱",
    "崔柏舟", "邓疏影", "彭远帆", "曾雨亭", "萧南枝", "田禾生", "董明溪", "潘若谷", "于归田", "蒋月白",
)  # fmt: skip
_COUNTY_STAFF = (
    ("county", "county_officer", "县农业农村局", ()),
    ("housing", "department_officer", "县住房和城乡建设局", ("housing",)),
    ("medical", "department_officer", "县医疗保障局", ("medical",)),
    ("inspector", "inspector", "县回头看核查组", ()),
    ("leader", "leader", "县人民政府", ()),
    ("auditor", "auditor", "县审计局", ()),
)


@dataclass(frozen=True, slots=True)
class Clerk:
    """Somebody of the office, with one seat."""

    username: str
    name: str
    role: str
    code: str
    """Of the area of the seat."""
    unit: str
    phone: str
    themes: tuple[str, ...] = ()


def staff(county: str, townships: Sequence[tuple[str, str]], villages: Sequence[tuple[str, str]]) -> list[Clerk]:
    """Everybody, the administrator first; areas are codes with names, ``villages`` one for each township."""
    seats = _seats(county, townships, villages)
    return [
        Clerk(username, name, role, code, unit, f"139{number:08d}", themes)
        for number, (name, (username, role, code, unit, themes)) in enumerate(zip(_NAMES, seats, strict=False), 1)
    ]


def _seats(
    county: str, townships: Sequence[tuple[str, str]], villages: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, str, str, str, tuple[str, ...]]]:
    yield ADMINISTRATOR, "administrator", county, "", ()
    for username, role, unit, themes in _COUNTY_STAFF:
        yield username, role, county, unit, themes
    for at, ((township, town), (village, place)) in enumerate(zip(townships, villages, strict=True), 1):
        yield f"town{at}", "township_officer", township, f"{town}人民政府", ()
        yield f"village{at}", "village_worker", village, f"{place}村民委员会", ()
        yield f"helper{at}", "helper", village, "县融媒体中心", ()
