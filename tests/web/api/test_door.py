"""Who may read by the API: a token, and the rights of its owner; a session counts for nothing here."""

from __future__ import annotations

import json

import pytest
from django.core.cache import cache
from django.test import Client
from tests.conftest import EAST, County
from tests.web.api.conftest import program

from huitoukan.core.access.roles import Role
from huitoukan.core.accounts import actions as accounts
from huitoukan.core.audit.events import Event
from huitoukan.core.audit.models import Entry
from huitoukan.core.office import actions as office_settings
from huitoukan.core.tokens import rate


def detail(answer) -> str:
    return json.loads(answer.content)["detail"]


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Bearer hkt_wrong", "Basic YTpi", "Bearer \u00e9"])
def test_without_a_token_nothing_is_told(county: County, header: str) -> None:
    answer = Client(headers={"Authorization": header} if header else {}).get("/api/v1/areas")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert "令牌" in detail(answer)


def test_somebody_who_has_signed_in_is_nobody_here(county: County, sign_in) -> None:
    assert sign_in(county.administrator).get("/api/v1/areas").status_code == 401


def test_a_token_opens_no_page(county: County) -> None:
    assert program(county.administrator).client.get("/accounts/").status_code == 302


def test_a_token_has_the_rights_of_its_owner_and_no_more(county: County) -> None:
    administrator = program(county.administrator)
    assert administrator.ask("areas")[0] == 200
    status, told = administrator.ask("households")
    assert status == 403
    assert told["detail"]


def test_a_token_only_reads(county: County) -> None:
    client = program(county.administrator).client
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)("/api/v1/areas").status_code == 405, method


def test_reading_is_in_the_trail_once_in_a_while(county: County) -> None:
    reader = program(county.administrator)
    for _ in range(3):
        reader.read("areas")
    assert Entry.objects.filter(action=Event.API_READ).count() == 1
    assert Entry.objects.get(action=Event.API_READ).subject_name == "看板"


def test_too_many_questions_have_to_wait(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate, "A_MINUTE", 2)
    monkeypatch.setattr(rate.time, "time", lambda: 615.0)
    client = program(county.administrator).client
    answers = [client.get("/api/v1/areas") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1]["Retry-After"] == "45"


def test_an_account_that_is_not_settled_reads_nothing(county: County) -> None:
    reader = program(county.add_person(Role.AUDITOR))
    assert reader.ask("areas")[0] == 200
    office_settings.change(by=county.administrator, name="云岭县", session_minutes=30, second_factor_required=True)
    cache.clear()
    assert reader.ask("areas")[0] == 403


def test_a_closed_account_reads_nothing(county: County) -> None:
    person = county.add_person(Role.LEADER, EAST)
    reader = program(person)
    accounts.close(by=county.administrator, user=person)
    assert reader.ask("areas")[0] == 401


def test_what_is_wrong_is_said_in_the_language_asked_for(county: County) -> None:
    client = program(county.administrator).client
    assert detail(client.get("/api/v1/areas?limit=0")) == "请求参数不对。"
    answer = client.get("/api/v1/areas?limit=0", headers={"Accept-Language": "en-GB"})
    assert detail(answer) == "A parameter is wrong."
    assert "limit" in json.loads(answer.content)["errors"][0]


@pytest.mark.parametrize(
    "address",
    [
        "areas/990101009000",
        "nothing",
        "areas/x/y",
        "areas?after=x",
        "areas?level=moon",
        "areas?lvl=village",
    ],
)
def test_what_is_not_there_is_said_as_data(county: County, address: str) -> None:
    assert program(county.administrator).ask(address)[0] in {400, 404}


def test_a_place_of_one_list_is_none_of_another(county: County) -> None:
    reader = program(county.add_person(Role.LEADER))
    place = reader.read("areas", limit=1)["next"]
    assert reader.ask("persons", after=place)[0] == 404
    assert reader.ask("areas", after=place[:-1] + "!")[0] == 404
