"""The policy is changed on a draft, with a source for each value, and adopted as a whole."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from tests.conftest import EAST, County

from huitoukan.core.access.holdings import Refused
from huitoukan.core.access.roles import Role
from huitoukan.core.accounts.models import User
from huitoukan.core.audit.events import Event
from huitoukan.core.audit.models import Entry
from huitoukan.domain.policies import actions, queries
from huitoukan.domain.policies.actions import WrongVersion
from huitoukan.domain.policies.models import PolicyVersion
from huitoukan.messages import Mendable
from huitoukan.policy import parameters_on
from huitoukan.policy.problems import PackErrors

DAY = dt.date(2026, 1, 1)
OWN = {
    "ours/pack.toml": 'id = "ours"\ntitle = "本县规则"\nversion = "1"\nextends = "baseline"\n',
    "ours/parameters.toml": '[income_line]\n[[income_line.values]]\nsince = 2026-01-01\nvalue = 9000\nsource = "县通知"\n',
}


@pytest.fixture
def officer(county: County) -> User:
    return county.add_person(Role.COUNTY_OFFICER)


def _line(number: int, day: dt.date = DAY) -> object:
    return parameters_on(queries.pack_of(number), day)["income_line"]


def zipped(files: dict[str, str]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return content.getvalue()


def _with_line(by: User, value: str = "9000", since: dt.date = DAY) -> PolicyVersion:
    draft = actions.begin(by=by)
    return actions.set_value(by=by, draft=draft, parameter="income_line", since=since, value=value, source="县发3号")


def test_a_new_server_works_by_the_baseline_as_shipped(db: None) -> None:
    assert queries.number_in_force() == PolicyVersion.AS_SHIPPED
    assert queries.pack_in_force().id == "baseline"


def test_a_value_holds_from_its_day_on_and_only_once_adopted(officer: User) -> None:
    draft = _with_line(officer)
    assert queries.number_in_force() == PolicyVersion.AS_SHIPPED
    adopted = actions.adopt(by=officer, draft=draft, note="按2026年通知调整收入线")
    assert queries.number_in_force() == adopted.number
    assert _line(adopted.number) == 9000
    assert _line(adopted.number, DAY - dt.timedelta(days=1)) == 8500
    assert _line(PolicyVersion.AS_SHIPPED) == 8500


def test_the_trail_keeps_what_changed_and_from_which_notice(officer: User) -> None:
    actions.adopt(by=officer, draft=_with_line(officer), note="按2026年通知调整收入线")
    second = actions.set_value(
        by=officer, draft=actions.begin(by=officer), parameter="vehicle_price", since=DAY, value="12", source="县发5号"
    )
    actions.adopt(by=officer, draft=second, note="车价线随通知调整")
    entry = Entry.objects.filter(action=Event.POLICY_ADOPTED).latest("number")
    assert "县发5号" in entry.details
    assert "县发3号" not in entry.details


def test_a_value_given_again_for_the_same_day_replaces_the_first(officer: User) -> None:
    draft = _with_line(officer)
    draft = actions.set_value(
        by=officer, draft=draft, parameter="income_line", since=DAY, value="9200", source="更正通知"
    )
    assert [each["value"] for each in draft.values] == ["9200"]
    assert actions.drop_value(by=officer, draft=draft, parameter="income_line", since=DAY).values == []


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"parameter": "no_such"}, "no_such"),
        ({"value": "很多"}, "income_line"),
        ({"value": "nan"}, "income_line"),
        ({"source": "  "}, "依据"),
    ],
)
def test_what_is_no_value_is_refused_with_a_sentence(officer: User, wrong: dict[str, str], says: str) -> None:
    said = {"parameter": "income_line", "value": "9000", "source": "县发3号", **wrong}
    with pytest.raises(Mendable) as refused:
        actions.set_value(by=officer, draft=actions.begin(by=officer), since=DAY, **said)
    assert says in refused.value.message.text("zh")


def test_a_draft_that_was_overtaken_is_not_adopted(officer: User) -> None:
    slow, quick = _with_line(officer), _with_line(officer, "9500")
    actions.adopt(by=officer, draft=quick, note="先启用的版本")
    with pytest.raises(WrongVersion):
        actions.adopt(by=officer, draft=slow, note="后启用的版本")


def test_what_is_adopted_or_discarded_stays_as_it_is(officer: User) -> None:
    adopted = actions.adopt(by=officer, draft=_with_line(officer), note="按通知调整")
    discarded = actions.begin(by=officer)
    actions.discard(by=officer, draft=discarded)
    for version in (adopted, discarded):
        with pytest.raises(WrongVersion):
            actions.choose_pack(by=officer, draft=version, name="library")


def test_a_shipped_pack_is_chosen_by_name(officer: User) -> None:
    draft = actions.choose_pack(by=officer, draft=actions.begin(by=officer), name="library")
    adopted = actions.adopt(by=officer, draft=draft, note="改用完整规则库")
    assert queries.pack_in_force().id == "library"
    assert len(queries.pack_of(adopted.number).rules) > 260


def test_an_own_pack_comes_as_an_archive(officer: User) -> None:
    draft = actions.bring_pack(by=officer, draft=actions.begin(by=officer), content=zipped(OWN))
    adopted = actions.adopt(by=officer, draft=draft, note="启用本县规则集")
    assert queries.pack_in_force().id == "ours"
    assert _line(adopted.number) == 9000


@pytest.mark.parametrize(
    "content",
    [
        b"PK no archive",
        b"",
        zipped({"notes.txt": "nothing"}),
        zipped({"a/pack.toml": "", "b/pack.toml": ""}),
        zipped({"pack.toml": OWN["ours/pack.toml"], "../escaped.toml": ""}),
        zipped({"pack.toml": OWN["ours/pack.toml"], "parameters.toml": "#" * (5 << 20)}),
    ],
)
def test_what_is_no_pack_is_refused_with_a_sentence(officer: User, content: bytes) -> None:
    with pytest.raises(Mendable):
        actions.bring_pack(by=officer, draft=actions.begin(by=officer), content=content)


def test_a_pack_with_an_error_is_refused_with_file_and_line(officer: User) -> None:
    broken = {**OWN, "ours/parameters.toml": "\n[income_line]\nvalues = 3\n"}
    draft = actions.begin(by=officer)
    with pytest.raises(PackErrors) as refused:
        actions.bring_pack(by=officer, draft=draft, content=zipped(broken))
    assert "parameters.toml:" in refused.value.text("zh")
    draft.refresh_from_db()
    assert draft.pack == "baseline"


@pytest.mark.parametrize(("role", "at"), [(Role.COUNTY_OFFICER, EAST), (Role.TOWNSHIP_OFFICER, EAST)])
def test_the_policy_is_for_whoever_may_for_the_whole_office(county: County, role: Role, at: str) -> None:
    with pytest.raises(Refused):
        actions.begin(by=county.add_person(role, at))


def test_the_auditor_and_the_leader_may_not_change_it(county: County) -> None:
    for role in (Role.AUDITOR, Role.LEADER, Role.ADMINISTRATOR):
        with pytest.raises(Refused):
            actions.begin(by=county.add_person(role))


def test_a_draft_that_catches_up_keeps_what_it_changes_and_takes_over_the_rest(officer: User) -> None:
    actions.adopt(by=officer, draft=_with_line(officer), note="收入线随通知调整")
    slow = actions.begin(by=officer)
    slow = actions.set_value(by=officer, draft=slow, parameter="vehicle_price", since=DAY, value="12", source="县发5号")
    quick = actions.choose_pack(by=officer, draft=_with_line(officer, "9500"), name="library")
    adopted = actions.adopt(by=officer, draft=quick, note="收入线更正并换规则库")
    caught_up = actions.catch_up(by=officer, draft=slow)
    assert caught_up.pack == "library"
    assert {each["parameter"]: each["value"] for each in caught_up.values} == {
        "income_line": "9500", "vehicle_price": "12"
    }  # fmt: skip
    assert actions.adopt(by=officer, draft=caught_up, note="车价线随后调整").based_on == adopted.number


def test_what_a_draft_took_out_stays_out_when_it_catches_up(officer: User) -> None:
    actions.adopt(by=officer, draft=_with_line(officer), note="收入线随通知调整")
    slow = actions.drop_value(by=officer, draft=actions.begin(by=officer), parameter="income_line", since=DAY)
    actions.adopt(by=officer, draft=actions.begin(by=officer), note="没有改动的一版")
    assert actions.catch_up(by=officer, draft=slow).values == []
