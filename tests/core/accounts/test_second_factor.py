"""Codes: which are right, and that each is right once."""

from __future__ import annotations

import pytest
from django.db import transaction
from django_otp.plugins.otp_static.models import StaticToken
from tests.conftest import EAST, PASSWORD, County
from tests.core.accounts.codes import code_of, set_up

from huitoukan.core.access.roles import Role
from huitoukan.core.accounts import second_factor as factor
from huitoukan.core.accounts.actions import WrongAccount, second_factor
from huitoukan.core.accounts.models import User
from huitoukan.core.office import actions as office


@pytest.fixture
def person(county: County) -> User:
    return county.add_person(Role.HELPER, EAST)


def accepts(user: User, code: str) -> str | None:
    with transaction.atomic():
        return factor.accepts(user, code)


def test_it_is_on_only_after_a_right_code(person: User) -> None:
    device = second_factor.begin(by=person)
    assert not factor.is_on(person)
    with pytest.raises(second_factor.WrongCode):
        second_factor.confirm(by=person, code="000000" if code_of(device) != "000000" else "111111")
    assert not factor.is_on(person)
    second_factor.confirm(by=person, code=code_of(device))
    assert factor.is_on(person)


def test_a_code_opens_once(person: User) -> None:
    device, _codes = set_up(person)
    now = code_of(device)
    assert accepts(person, now) == "app"
    assert accepts(person, now) is None


def test_the_code_that_set_it_up_does_not_open(person: User) -> None:
    device, _codes = set_up(person)
    assert accepts(person, code_of(device, steps=-1)) is None


def test_a_code_of_an_hour_ago_or_ahead_does_not_open(person: User) -> None:
    device, _codes = set_up(person)
    for steps in (-120, 120):
        assert accepts(person, code_of(device, steps=steps)) is None


def test_a_code_may_be_typed_as_people_read_it(person: User) -> None:
    device, codes = set_up(person)
    now = code_of(device)
    assert accepts(person, f" {now[:3]} {now[3:]} ") == "app"
    assert accepts(person, codes[0].upper().replace("-", " ")) == "backup"


def test_each_backup_code_opens_once(person: User) -> None:
    _device, codes = set_up(person)
    assert len(set(codes)) == factor.BACKUP_CODES == factor.backup_codes_left(person)
    assert [accepts(person, code) for code in (codes[3], codes[3], codes[4])] == ["backup", None, "backup"]
    assert factor.backup_codes_left(person) == factor.BACKUP_CODES - 2


def test_backup_codes_are_kept_as_digests(person: User) -> None:
    _device, codes = set_up(person)
    kept = set(StaticToken.objects.values_list("token", flat=True))
    assert kept.isdisjoint({factor.plain(code) for code in codes} | set(codes))
    assert all(accepts(person, digest) is None for digest in kept)


def test_codes_of_somebody_else_do_not_open(county: County, person: User) -> None:
    other = county.add_person(Role.HELPER, EAST, name="other")
    set_up(person)
    device, codes = set_up(other)
    assert accepts(person, code_of(device)) is None
    assert accepts(person, codes[0]) is None


def test_new_backup_codes_void_the_old(person: User) -> None:
    _device, old = set_up(person)
    new = second_factor.renew_codes(by=person, password=PASSWORD)
    assert accepts(person, old[0]) is None
    assert accepts(person, new[0]) == "backup"


def test_switching_off_takes_the_password(person: User) -> None:
    set_up(person)
    with pytest.raises(WrongAccount, match="密码不对"):
        second_factor.switch_off(by=person, password="heron-Basket-72")
    assert factor.is_on(person)
    second_factor.switch_off(by=person, password=PASSWORD)
    assert not factor.is_on(person)


def test_it_cannot_be_set_up_over_one_that_is_on(person: User) -> None:
    set_up(person)
    with pytest.raises(WrongAccount, match="已经开启"):
        second_factor.begin(by=person)


def test_an_administrator_takes_a_lost_one_away(county: County, person: User) -> None:
    _device, codes = set_up(person)
    second_factor.reset(by=county.administrator, user=person)
    assert not factor.is_on(person)
    assert accepts(person, codes[0]) is None


def test_what_an_office_requires_cannot_be_switched_off(county: County) -> None:
    auditor = county.add_person(Role.AUDITOR, EAST)
    set_up(auditor)
    office.change(by=county.administrator, name="x", session_minutes=30, second_factor_required=True)
    with pytest.raises(WrongAccount, match="不能关闭"):
        second_factor.switch_off(by=auditor, password=PASSWORD)


@pytest.mark.parametrize("role", Role)
def test_an_office_requires_it_of_two_roles(county: County, role: Role, django_capture_on_commit_callbacks) -> None:
    person = county.add_person(role, EAST)
    assert not factor.is_required(person)
    with django_capture_on_commit_callbacks(execute=True):
        office.change(by=county.administrator, name="x", session_minutes=30, second_factor_required=True)
    assert factor.is_required(person) is (role in {Role.ADMINISTRATOR, Role.AUDITOR})
