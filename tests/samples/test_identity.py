"""Made-up numbers have the form of real ones, and belong to nobody."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from huitoukan.samples import identity
from huitoukan.samples.identity import Registrar

BORN = date(1987, 6, 15)


@pytest.fixture
def numbers() -> list[str]:
    registrar = Registrar(Random(1))
    return [registrar.issue(BORN, "女") for _ in range(400)]


def test_numbers_are_valid_and_unlike_each_other(numbers: list[str]) -> None:
    assert all(identity.is_valid(number) for number in numbers)
    assert len(set(numbers)) == len(numbers)


def test_numbers_begin_with_99_and_carry_birth_date_and_sex(numbers: list[str]) -> None:
    assert {number[:2] for number in numbers} == {"99"}
    assert {number[6:14] for number in numbers} == {"19870615"}
    assert {int(number[16]) % 2 for number in numbers} == {0}


def test_no_number_looks_as_if_it_had_lost_its_digits(numbers: list[str]) -> None:
    assert not [number for number in numbers if number.endswith("000") or number.startswith("999999")]


def test_one_wrong_digit_or_swap_is_noticed(numbers: list[str]) -> None:
    number = next(n for n in numbers if n[14] != n[15])
    wrong = [number[:i] + str((int(number[i]) + 1) % 10) + number[i + 1 :] for i in range(17)]
    wrong.append(number[:14] + number[15] + number[14] + number[16:])
    assert not any(identity.is_valid(candidate) for candidate in wrong)


def test_a_placeholder_is_never_valid() -> None:
    body = "99999919870615001"
    assert not identity.is_valid(body + identity.check_digit(body))


def test_the_old_form_has_no_century_and_no_check_digit() -> None:
    assert identity.shorten("990101198706150012") == "990101870615001"
