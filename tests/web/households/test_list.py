"""The list of households, and the box that finds them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from django.test import Client
from tests.conftest import COUNTY, EAST, EAST_VILLAGES, WEST, County
from tests.web.households.conftest import AUGUST, IDS, LONG, SEPTEMBER, Office
from tests.web.walking import browser as browser_of

from huitoukan.core.access.roles import Role
from huitoukan.web import paging

SignIn = Callable[..., Client]
TYPING = {"HX-Request": "true"}


def get(browser: Client, address: str = "/households/", **query: str) -> str:
    return browser.get(address, query).content.decode()


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({}, {"王和平", "张有田", "赵大河", LONG}),
        ({"text": "张"}, {"张有田"}),
        ({"text": "9901"}, {"王和平"}),
        ({"text": "李山花"}, {"王和平"}),
        ({"text": IDS["李山花"][-4:]}, {"王和平"}),
        ({"area": EAST_VILLAGES[1]}, {"赵大河", LONG}),
        ({"area": "西岭乡"}, {"张有田"}),
        ({"household_type": "一般农户"}, {"张有田"}),
        ({"monitor": "any"}, {"张有田"}),
        ({"monitor": "边缘易致贫户"}, {"张有田"}),
        ({"risk": "open"}, {"张有田"}),
        ({"risk": "removed"}, set()),
        ({"size": "3"}, {"王和平"}),
        ({"size": "3", "day": AUGUST.isoformat()}, set()),
        ({"size": "2", "day": AUGUST.isoformat()}, {"王和平"}),
        ({"size": "6"}, set()),
        ({"day": "2026-08-19"}, set()),
    ],
)
def test_filters_and_the_day(office: Office, sign_in: SignIn, query: dict[str, str], shown: set[str]) -> None:
    rows = get(sign_in(office.officer), **query).partition('id="rows"')[2]
    assert {name for name in ("王和平", "张有田", "赵大河", LONG) if name in rows} == shown


@pytest.mark.parametrize("query", [{}, {"sort": "number"}, {"sort": "nonsense"}])
def test_pages_hold_each_household_once_whatever_order_is_asked_for(
    office: Office, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, query: dict[str, str]
) -> None:
    monkeypatch.setattr(paging, "PER_PAGE", 1)
    browser = sign_in(office.officer)
    pages = [get(browser, **query, page=page).partition('id="rows"')[2] for page in "1234"]
    assert [[name for name in ("王和平", "张有田", "赵大河", LONG) if name in page] for page in pages] == [
        ["王和平"],
        [LONG],
        ["赵大河"],
        ["张有田"],
    ]


def test_a_row_leads_to_the_household_on_the_same_day(office: Office, sign_in: SignIn) -> None:
    browser = sign_in(office.officer)
    assert '"/households/9901/"' in get(browser)
    assert f'"/households/9901/?day={SEPTEMBER.isoformat()}"' in get(browser, day=SEPTEMBER.isoformat())


def test_what_is_exported_is_what_is_shown(office: Office, sign_in: SignIn) -> None:
    came = sign_in(office.officer).get("/households/", {"export": "xlsx", "risk": "open"})
    with zipfile.ZipFile(io.BytesIO(b"".join(came.streaming_content))) as book:  # type: ignore[attr-defined]
        text = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    assert "张有田" in text
    assert "王和平" not in text
    assert IDS["张有田"] not in text


def test_before_anything_has_landed_it_says_what_to_do(county: County, sign_in: SignIn) -> None:
    assert "还没有农户数据" in get(sign_in(county.add_person(Role.COUNTY_OFFICER)))


def test_each_sees_their_own(office: Office, sign_in: SignIn) -> None:
    text = get(sign_in(office.county.add_person(Role.TOWNSHIP_OFFICER, WEST)))
    assert "张有田" in text
    assert "王和平" not in text
    assert "共 1 条" in text


@pytest.mark.parametrize("at", [COUNTY, EAST])
def test_it_asks_the_same_of_the_database_however_much_there_is(
    office: Office, sign_in: SignIn, django_assert_num_queries: Callable[[int], object], at: str
) -> None:
    browser = sign_in(office.county.add_person(Role.TOWNSHIP_OFFICER, at))
    get(browser)
    asked: tuple[tuple[dict[str, str], int], ...] = (({}, 6), ({"text": "王"}, 6), ({"size": "3", "area": EAST}, 7))
    for query, number in asked:
        get(browser, **query)
        with django_assert_num_queries(number):
            get(browser, **query)


def test_while_one_types_a_few_are_offered(office: Office, sign_in: SignIn) -> None:
    browser = sign_in(office.officer)
    text = browser.get("/search/", {"q": "wxh"}, headers=TYPING).content.decode()
    assert text.count('role="option"') == 1
    assert "王小花" in text
    assert "/households/9901/" in text
    assert "<html" not in text
    assert "没有找到" in browser.get("/search/", {"q": "没有"}, headers=TYPING).content.decode()
    assert browser.get("/search/", {"q": ""}, headers=TYPING).content.decode().strip() == ""


def test_the_only_one_opens_at_once_and_several_are_listed(office: Office, sign_in: SignIn) -> None:
    browser = sign_in(office.officer)
    assert browser.get("/search/", {"q": "王小花"})["Location"] == "/households/9901/"
    several = browser.get("/search/", {"q": "99"})
    assert several.status_code == 200
    listed = browser.get("/search/", {"q": "王"})
    assert listed["Location"] == "/households/9901/"  # both are of one household


def test_a_number_that_was_asked_for_is_masked_in_return(office: Office, sign_in: SignIn) -> None:
    browser = sign_in(office.officer)
    text = browser.get("/search/", {"q": IDS["王和平"][-5:]}, headers=TYPING).content.decode()
    assert IDS["王和平"] not in text
    assert IDS["王和平"][:6] + "********" + IDS["王和平"][-4:] in text


def test_elsewhere_nothing_is_found(office: Office, sign_in: SignIn) -> None:
    browser = sign_in(office.county.add_person(Role.TOWNSHIP_OFFICER, WEST))
    for typed in ("王和平", "9901", IDS["王和平"], "wxh", "东河镇", "柳树村 王"):
        for headers in ({}, TYPING):
            answer = browser.get("/search/", {"q": typed}, headers=headers)
            assert answer.status_code == 200, typed
            assert "/households/9901/" not in answer.content.decode(), typed


def test_the_box_is_for_those_who_see_households(county: County, sign_in: SignIn) -> None:
    assert "data-search" not in get(sign_in(county.administrator), "/areas/")
    assert "data-search" in get(browser_of(county.add_person(Role.HELPER, EAST)), "/areas/")
