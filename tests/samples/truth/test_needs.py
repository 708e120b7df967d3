"""The classes of the truth: what each kind of damage does to a finding that is true, and to one that is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from huitoukan.policy import load_pack
from huitoukan.samples.records import County, Enrolment, Household, Loan, Member
from huitoukan.samples.truth.needs import HOUSEHOLD_RULES, PERSON_RULES, Key, classify, damage_reader

DAMAGES = [
    ("", "plain"), ("old15", "plain"), ("typo", "repair"), ("swap", "repair"), ("float", "repair"),
    ("missing", "named"), ("wrong_id", "named"),
]  # fmt: skip


def ordinary(county: County) -> tuple[Household, Member]:
    """A household with a rightly numbered head who is on no list of loans or deaths."""
    busy = {row.person for row in (*county.lists.loans, *county.lists.deaths)}
    for household in county.households:
        head = household.members[0]
        people = {m.resident for m in household.members}
        if head.id_no == head.resident.id_no and not people & busy:
            return household, head
    raise AssertionError("no ordinary household")


def enrol_only(county: County, member: Member, damage: str) -> None:
    """The member's one row on the list of the insured."""
    rows = county.lists.medical_enrolment
    rows[:] = [row for row in rows if row.person is not member.resident]
    rows.append(Enrolment(person=member.resident, year=county.year, damage=damage))


@pytest.mark.parametrize(("damage", "need"), DAMAGES)
def test_a_finding_needs_what_its_only_row_needs(county: County, damage: str, need: str) -> None:
    household, head = ordinary(county)
    due = date(2026, 11, 10)
    county.lists.loans.append(
        Loan(person=head.resident, damage=damage, amount=1, granted_on=due, due_on=due, balance=1)
    )
    assert classify(county)[Key("loan.due_soon", "household", household.no, "")] == need


def test_an_undamaged_row_beside_a_damaged_one_makes_it_plain(county: County) -> None:
    household, head = ordinary(county)
    due = date(2026, 11, 10)
    loan = Loan(person=head.resident, damage="typo", amount=1, granted_on=due, due_on=due, balance=1)
    county.lists.loans += [loan, replace(loan, damage="")]
    assert classify(county)[Key("loan.due_soon", "household", household.no, "")] == "plain"


@pytest.mark.parametrize("damage", ["typo", "swap", "float", "missing", "wrong_id"])
def test_an_absence_is_false_without_the_damaged_row(county: County, damage: str) -> None:
    household, head = ordinary(county)
    enrol_only(county, head, damage)
    key = Key("insurance.none", "person", household.no, head.person_no)
    assert classify(county)[key] == "false_without_repair"


@pytest.mark.parametrize("damage", ["", "old15"])
def test_an_absence_is_no_finding_where_the_row_reads_well(county: County, damage: str) -> None:
    household, head = ordinary(county)
    enrol_only(county, head, damage)
    assert Key("insurance.none", "person", household.no, head.person_no) not in classify(county)


def test_a_wrong_number_in_the_registry_damages_the_persons_good_rows(county: County) -> None:
    household, head = ordinary(county)
    enrol_only(county, head, "")
    head.id_no = head.id_no[:16] + str((int(head.id_no[16]) + 2) % 10) + head.id_no[17]
    needs = classify(county)
    assert damage_reader(county)(county.lists.medical_enrolment[-1]) == "registry"
    assert needs[Key("insurance.none", "person", household.no, head.person_no)] == "false_without_repair"
    assert needs[Key("identity.checksum", "person", household.no, head.person_no)] == "plain"


def test_an_old_number_in_the_registry_still_leads_to_its_person(county: County) -> None:
    household, head = ordinary(county)
    enrol_only(county, head, "")
    head.id_no = head.id_no[:6] + head.id_no[8:17]
    needs = classify(county)
    assert damage_reader(county)(county.lists.medical_enrolment[-1]) == ""
    assert needs[Key("identity.checksum", "person", household.no, head.person_no)] == "plain"


def test_the_oracle_knows_every_rule_of_the_baseline_and_no_other() -> None:
    assert set(PERSON_RULES) | set(HOUSEHOLD_RULES) == set(load_pack().rules)
    assert not set(PERSON_RULES) & set(HOUSEHOLD_RULES)
