"""Who is asked about: registered rows, people only on the roster, and households with nobody registered."""

from __future__ import annotations

from huitoukan.samples.records import County, Row
from huitoukan.samples.truth.world import World


def every_row(_: Row) -> bool:
    return True


def test_every_registered_row_is_a_person(county: County) -> None:
    listed = [m.person_no for h in county.households for m in h.members]
    assert [p.person_no for p in World(county, every_row).people if p.member] == listed


def test_a_person_only_on_the_roster_goes_by_their_number(county: County) -> None:
    others = [p for p in World(county, every_row).people if p.member is None]
    assert others
    assert all(p.person_no == p.resident.id_no and p.household_no.startswith("R") for p in others)


def test_a_home_with_one_registered_person_is_no_household_of_its_own(county: County) -> None:
    groups = {group.no for group in World(county, every_row).groups}
    members = {m.resident for h in county.households for m in h.members}
    partly = [
        home
        for home in county.homes
        if {o.resident for o in home.occupants} & members and {o.resident for o in home.occupants} - members
    ]
    assert partly
    assert not groups & {home.no for home in partly}


def test_people_only_on_the_roster_are_no_members_of_a_registered_household(county: County) -> None:
    for group in World(county, every_row).groups:
        if group.registered:
            assert [p.member for p in group.people] == group.registered.members


def test_rows_that_are_not_visible_are_not_facts(county: County) -> None:
    blind = World(county, lambda row: False)
    assert not blind.claims
    assert not blind.enrolments
    assert not blind.loans
