"""Changing the policy on pages: nothing that was typed is lost, and every error says where it is."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.conftest import EAST, County

from huitoukan.core.access.roles import Role
from huitoukan.core.accounts.models import User
from huitoukan.domain.policies import actions, queries
from huitoukan.domain.policies.models import PolicyVersion

VALUE = {"parameter": "income_line", "since": "2026-01-01", "value": "9000", "source": "县发3号"}
OWN = 'id = "ours"\ntitle = "本县规则"\nversion = "1"\nextends = "baseline"\n'


@pytest.fixture
def officer(county: County) -> User:
    return county.add_person(Role.COUNTY_OFFICER)


@pytest.fixture
def desk(officer: User, sign_in) -> Client:
    return sign_in(officer)


@pytest.fixture
def draft(officer: User) -> PolicyVersion:
    return actions.begin(by=officer)


def told(desk: Client, address: str, data: dict[str, object] | None = None) -> str:
    return desk.post(address, data or {}, follow=True).content.decode()


def archive(**files: str) -> SimpleUploadedFile:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        for name, text in files.items():
            packed.writestr(f"ours/{name}.toml", text)
    return SimpleUploadedFile("ours.zip", content.getvalue())


def test_from_a_notice_to_a_version_in_force(desk: Client) -> None:
    page = told(desk, "/policy/drafts/")
    number = queries.drafts().get().number
    assert f"草稿 {number}" in page
    page = told(desk, f"/policy/drafts/{number}/value/", VALUE)
    assert "已写入草稿" in page
    assert "2021-01-01 起 8500元" in page
    assert "2026-01-01 起 9000元（县发3号）" in page
    assert "8500元" in told_by_get(desk, "/policy/parameters/?text=income_line")
    told(desk, f"/policy/drafts/{number}/adopt/", {"note": "按2026年通知调整"})
    assert queries.number_in_force() == number
    assert "9000元" in told_by_get(desk, "/policy/parameters/?text=income_line")


def told_by_get(desk: Client, address: str) -> str:
    return desk.get(address).content.decode()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"value": "很多"}, "income_line"),
        ({"source": ""}, "id_source"),
        ({"since": "下个月"}, "id_since"),
        ({"parameter": "no_such"}, "id_parameter"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(
    desk: Client, draft: PolicyVersion, wrong: dict[str, str], says: str
) -> None:
    page = told(desk, f"/policy/drafts/{draft.number}/value/", {**VALUE, **wrong})
    assert "alert-bad" in page
    assert says in page.partition("alert-bad")[2].partition("</form>")[0]
    assert wrong.get("value", "9000") in page
    draft.refresh_from_db()
    assert draft.values == []


def test_a_value_is_taken_out_again(officer: User, desk: Client, draft: PolicyVersion) -> None:
    told(desk, f"/policy/drafts/{draft.number}/value/", VALUE)
    page = told(desk, f"/policy/drafts/{draft.number}/value/drop/", VALUE)
    assert "已从草稿中去掉" in page
    assert "与原来没有差别" in page


def test_another_pack_is_chosen_and_its_rules_are_told(desk: Client, draft: PolicyVersion) -> None:
    page = told(desk, f"/policy/drafts/{draft.number}/pack/", {"name": "library"})
    assert "新增规则" in page
    assert "alert-bad" in told(desk, f"/policy/drafts/{draft.number}/pack/", {"name": "../etc"})


def test_an_own_pack_is_brought(desk: Client, draft: PolicyVersion) -> None:
    page = told(desk, f"/policy/drafts/{draft.number}/own-pack/", {"file": archive(pack=OWN)})
    assert "草稿已换用新的规则集" in page
    assert "本县规则" in page


def test_every_error_of_a_pack_stands_on_the_page_with_file_and_line(desk: Client, draft: PolicyVersion) -> None:
    broken = archive(pack=OWN, parameters="\n[income_line]\nvalues = 3\n", themes='[water]\n"<b>" = "水"\n')
    page = told(desk, f"/policy/drafts/{draft.number}/own-pack/", {"file": broken})
    assert "parameters.toml:" in page
    assert "themes.toml:2" in page
    assert "<b>" not in page


def test_what_is_no_archive_is_said(desk: Client, draft: PolicyVersion) -> None:
    page = told(desk, f"/policy/drafts/{draft.number}/own-pack/", {"file": SimpleUploadedFile("x.zip", b"no")})
    assert "alert-bad" in page
    large = SimpleUploadedFile("x.zip", b"0" * (5 << 20))
    assert "4 MB" in told(desk, f"/policy/drafts/{draft.number}/own-pack/", {"file": large})


def test_without_a_reason_nothing_comes_into_force(desk: Client, draft: PolicyVersion) -> None:
    page = told(desk, f"/policy/drafts/{draft.number}/adopt/", {"note": "改"})
    assert "alert-bad" in page
    assert queries.number_in_force() == PolicyVersion.AS_SHIPPED


def test_a_draft_that_was_overtaken_catches_up(officer: User, desk: Client, draft: PolicyVersion) -> None:
    told(desk, f"/policy/drafts/{draft.number}/value/", VALUE)
    other = actions.begin(by=officer)
    actions.adopt(by=officer, draft=other, note="别的版本先启用")
    assert "现行版本已经变了" in told_by_get(desk, f"/policy/drafts/{draft.number}/")
    page = told(desk, f"/policy/drafts/{draft.number}/catch-up/")
    assert "现行版本已经变了" not in page
    assert f"与第 {other.number} 版相比" in page
    assert "县发3号" in page


def test_a_discarded_draft_is_gone(desk: Client, draft: PolicyVersion) -> None:
    told(desk, f"/policy/drafts/{draft.number}/discard/")
    assert desk.get(f"/policy/drafts/{draft.number}/").status_code == 404
    assert "没有正在修改的草稿" in told_by_get(desk, "/policy/drafts/")


@pytest.mark.parametrize(
    ("role", "at"),
    [(Role.COUNTY_OFFICER, EAST), (Role.TOWNSHIP_OFFICER, EAST), (Role.LEADER, None), (Role.ADMINISTRATOR, None)],
)
def test_drafts_are_for_whoever_may_for_the_whole_office(
    county: County, sign_in, draft: PolicyVersion, role: Role, at: str | None
) -> None:
    other = sign_in(county.add_person(role, *([at] if at else []), name="other"))
    for address in ("/policy/drafts/", f"/policy/drafts/{draft.number}/"):
        assert other.get(address).status_code == 403
    assert other.post(f"/policy/drafts/{draft.number}/value/", VALUE).status_code == 403
    draft.refresh_from_db()
    assert draft.values == []
