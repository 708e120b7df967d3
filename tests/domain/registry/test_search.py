"""One box: what was typed tells what it is, and nobody finds what lies elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from tests.conftest import COUNTY, EAST, EAST_VILLAGES, WEST, WEST_VILLAGES, County
from tests.domain.registry.homes import DAY, Home, Homes, Member

from huitoukan.core.access.roles import Role
from huitoukan.core.accounts.models import User
from huitoukan.domain.registry import search
from huitoukan.domain.registry.queries import AsOf, as_of, households_seen_by

ZHANG = Member("张三", "9901010001", "99010119700101123X", "zs", "13800000001")
WIFE = Member("李秀英", "9901010002", "990101197203044321", "lxy", relation="配偶")
LONG = Member("<script>alert(1)</script>" + "买" * 30, "9901010003", "990101198001019999", "smm")
OTHER = Member("张三丰", "9901020001", "990101196001011230", "zsf", "13900000002")


@pytest.fixture
def homes(county: County) -> Homes:
    made = Homes(county)
    made.land(
        Home("H000001", [ZHANG, WIFE]),
        Home("H000002", [LONG], area=EAST_VILLAGES[1]),
        Home("K000003", [OTHER], area=WEST_VILLAGES[0]),
    )
    return made


def found(who: User, text: str, at: AsOf | None = None) -> list[tuple[str, str]]:
    return [(hit.name, hit.number) for hit in search.find(who, text, at or as_of()).hits]


@pytest.fixture
def officer(county: County, homes: Homes) -> User:
    return county.add_person(Role.COUNTY_OFFICER)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("张三", ["张三", "张三丰"]),
        ("  张三丰 ", ["张三丰"]),
        ("李", ["李秀英"]),
        ("zs", ["张三", "张三丰"]),
        ("ZSF", ["张三丰"]),
        ("123X", ["张三"]),
        ("123x", ["张三"]),
        ("1123X", ["张三"]),
        ("01123x", ["张三"]),
        ("4321", ["李秀英"]),
        ("１２３Ｘ", ["张三"]),
        ("99010119700101123X", ["张三"]),
        ("990101 19700101 123x", ["张三"]),
        ("13800000001", ["张三"]),
        ("1380000", ["张三"]),
        ("138 0000 0001", ["张三"]),
        ("H000001", ["张三"]),
        ("H00000", ["张三", LONG.name]),
        ("9901010002", ["李秀英"]),
        ("<script>", [LONG.name]),
        ("柳树村 张", ["张三", "张三丰"]),
        ("东河镇 张", ["张三"]),
        ("没有这个人", []),
        ("h", []),
        ("%", []),
        ("_", []),
        ("", []),
        ("\x00", []),
        ("王" * 200, []),
    ],
)
def test_what_was_typed_tells_what_it_is(officer: User, typed: str, names: list[str]) -> None:
    assert sorted(name for name, _ in found(officer, typed)) == sorted(names)


def test_the_shortest_name_that_begins_so_comes_first(officer: User) -> None:
    assert [name for name, _ in found(officer, "张三")] == ["张三", "张三丰"]


def test_a_place_is_found_by_its_name_and_hits_say_where_they_are(officer: User) -> None:
    places = search.find(officer, "柳树", as_of())
    assert [area.code for area in places.places] == [EAST_VILLAGES[0], WEST_VILLAGES[0]]
    assert search.find(officer, "张三", as_of()).names == {
        EAST_VILLAGES[0]: "东河镇 柳树村",
        WEST_VILLAGES[0]: "西岭乡 柳树村",
    }


def test_only_what_was_typed_is_told_in_return(officer: User) -> None:
    (by_name, *_) = search.find(officer, "张三", as_of()).hits
    (by_tail,) = search.find(officer, "123X", as_of()).hits
    assert (by_name.id_no, by_name.phone) == ("", "")
    assert (by_tail.id_no, by_tail.phone) == (ZHANG.id_no, "")


@pytest.mark.parametrize("role", [Role.TOWNSHIP_OFFICER, Role.VILLAGE_WORKER, Role.DEPARTMENT_OFFICER])
def test_the_right_role_elsewhere_finds_nothing(county: County, homes: Homes, role: Role) -> None:
    at = {Role.VILLAGE_WORKER: WEST_VILLAGES[1]}.get(role, WEST)
    neighbour = county.add_person(role, at)
    for typed in ("李秀英", "4321", "H000001", "lxy", "13800000001", "9901010002", ZHANG.id_no, "东河镇 张", "东河"):
        result = search.find(neighbour, typed, as_of())
        assert (list(result.hits), list(result.places)) == ([], []), typed
        rows = households_seen_by(neighbour, as_of())
        assert not search.matching(rows, neighbour, typed, as_of()).exists(), typed


def test_a_role_that_sees_no_households_finds_none(county: County, homes: Homes) -> None:
    assert found(county.administrator, "张三") == []


def test_somebody_is_found_where_they_were_on_the_day(officer: User, homes: Homes) -> None:
    later = DAY.replace(day=1, month=11)
    homes.land(Home("H000001", [WIFE]), day=later)
    assert found(officer, "张三", as_of(later)) == [("张三丰", "K000003")]
    assert ("张三", "H000001") in found(officer, "张三", as_of(DAY))


def test_the_list_of_all_holds_the_households_of_every_hit(officer: User) -> None:
    rows = households_seen_by(officer, as_of())
    for typed in ("张三", "zs", "123X", "H00000", "13800000001", "9901010002", "东河镇 李"):
        whole = set(search.matching(rows, officer, typed, as_of()).values_list("number", flat=True))
        assert whole == {number for _, number in found(officer, typed)} != set(), typed


def test_more_than_is_shown_is_said(officer: User, homes: Homes) -> None:
    people = [Member(f"赵{letter}", f"99010199{n:02}", initials="z") for n, letter in enumerate("甲乙丙丁戊己庚辛壬癸")]
    homes.land(*(Home(f"H1000{n:02}", [one]) for n, one in enumerate(people)))
    assert not search.find(officer, "赵", as_of(), most=10).has_more
    few = search.find(officer, "赵", as_of(), most=9)
    assert (len(few.hits), few.has_more) == (9, True)


@pytest.mark.parametrize(
    ("typed", "index"),
    [
        ("张三", "person_by_name"),
        ("zs", "person_by_initials"),
        ("123X", "person_by_id_tail"),
        ("99010119700101123X", "person_by_id_tail"),
        ("13800000001", "person_by_phone"),
        ("9901010002", "person_versions"),
        ("H000001", "household_versions"),
    ],
)
@pytest.mark.parametrize("at", [COUNTY, EAST])
def test_an_index_answers_each_way(
    county: County,
    homes: Homes,
    django_assert_max_num_queries: Callable[[int], object],
    typed: str,
    index: str,
    at: str,
) -> None:
    who = county.add_person(Role.TOWNSHIP_OFFICER, at)
    with django_assert_max_num_queries(9) as asked:  # type: ignore[attr-defined]
        search.find(who, typed, as_of())
    looked = [plan(each["sql"]) for each in asked.captured_queries if 'version"' in each["sql"]]
    assert any(index in each for each in looked), looked
    assert not any("SCAN registry" in each or "Seq Scan" in each for each in looked), looked


def plan(sql: str) -> str:
    """How the database goes about it; PostgreSQL would rather read a small table whole, so it may not."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {sql}")
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return "\n".join(str(line[-1]) for line in cursor.fetchall())
