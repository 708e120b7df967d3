"""Damage is what it says it is, and untidiness is none."""

from __future__ import annotations

import re
from random import Random

import pytest

from huitoukan.samples import identity
from huitoukan.samples.damage import Damager, tidy_name, tidy_number
from huitoukan.samples.records import County, Death, Resident

WIDE = str.maketrans("０１２３４５６７８９Ｘ", "0123456789X")


def rows(county: County, damage: str, *, with_x: bool = False) -> list[Death]:
    """A death row for each of many residents, damaged in one way."""
    registered = {m.resident for h in county.households for m in h.members}
    people = [o.resident for home in county.homes for o in home.occupants if o.resident not in registered]
    chosen = [p for p in people if p.id_no.endswith("X") == with_x and p.born.year < 2000][:60]
    made = [Death(person=person, damage=damage, died_on=county.as_of) for person in chosen]
    damager = Damager(Random(2), county)
    for row in made:
        damager.deface(row)
    return made


def cleaned(number: object) -> str:
    return re.sub(r"[\s']", "", str(number)).upper().translate(WIDE)


def differing(one: str, other: str) -> list[int]:
    return [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]


def test_a_typo_is_one_digit(county: County) -> None:
    for row in rows(county, "typo"):
        assert len(differing(cleaned(row.written_id), row.person.id_no)) == 1


def test_a_swap_is_two_neighbours(county: County) -> None:
    for row in rows(county, "swap"):
        written = cleaned(row.written_id)
        first, second = differing(written, row.person.id_no)
        assert second == first + 1
        assert sorted(written) == sorted(row.person.id_no)


def test_a_number_cell_keeps_fifteen_digits(county: County) -> None:
    for row in rows(county, "float"):
        assert isinstance(row.written_id, float)
        assert f"{row.written_id:.14e}".replace(".", "")[:15] == row.person.id_no[:15]


def test_an_x_cannot_become_a_number(county: County) -> None:
    assert {row.damage for row in rows(county, "float", with_x=True)} == {"typo"}


def test_a_missing_number_leads_to_nobody(county: County) -> None:
    for row in rows(county, "missing"):
        assert not identity.is_valid(cleaned(row.written_id))
        assert row.person.id_no[6:14] not in str(row.written_id)


def test_a_wrong_number_is_that_of_somebody_with_another_surname(county: County) -> None:
    owners = {o.resident.id_no: o.resident for home in county.homes for o in home.occupants}
    for row in rows(county, "wrong_id"):
        owner = owners[cleaned(row.written_id)]
        assert owner.name[0] != row.person.name[0]


def test_the_old_form_is_for_people_of_the_last_century(county: County) -> None:
    assert all(len(cleaned(row.written_id)) == 15 for row in rows(county, "old15"))
    child = next(o.resident for home in county.homes for o in home.occupants if o.resident.born.year > 2000)
    row = Death(person=child, damage="old15", died_on=county.as_of)
    Damager(Random(2), county).deface(row)
    assert row.damage != "old15"


def test_rows_of_somebody_with_a_wrong_registry_number_stay_intact(county: County) -> None:
    member = next(m for h in county.households for m in h.members if m.id_no != m.resident.id_no)
    row = Death(person=member.resident, damage="typo", died_on=county.as_of)
    Damager(Random(2), county).deface(row)
    assert (row.damage, cleaned(row.written_id)) == ("", member.resident.id_no)


def test_an_outsider_without_a_number_has_none_written(county: County) -> None:
    row = Death(person=Resident("赵某", "", "男", county.as_of), died_on=county.as_of)
    Damager(Random(2), county).deface(row)
    assert (row.damage, row.written_id) == ("", "")


@pytest.mark.parametrize("number", ["99010119870615002X", "990101870615001"])
def test_untidy_numbers_clean_up_to_themselves(number: str) -> None:
    shown = {tidy_number(Random(n), number, 1) for n in range(60)}
    assert len(shown) >= 5
    assert {cleaned(text) for text in shown} == {number}


def test_untidy_names_keep_every_character() -> None:
    shown = {tidy_name(Random(n), "张三", 1) for n in range(60)}
    assert {"张\u3000三", "张三（户主）", "张三(户主)"} <= shown
    assert {re.sub(r"\s|[（(]户主[)）]", "", text) for text in shown} == {"张三"}


def test_the_dot_of_a_minority_name_varies() -> None:
    shown = {tidy_name(Random(n), "阿依·古丽", 0) for n in range(40)}
    assert shown == {"阿依·古丽", "阿依.古丽", "阿依•古丽"}
