"""The oracle at the edges of its rules, on a household of our own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from huitoukan.samples.records import (
    Allowance,
    Certificate,
    Claim,
    County,
    Death,
    Dwelling,
    Enrolment,
    Household,
    Lists,
    Loan,
    Member,
    Pupil,
    Vehicle,
    WorkSpell,
)  # fmt: skip
from huitoukan.samples.truth.needs import find
from huitoukan.samples.truth.world import World

Change = Callable[[County, Household, Member], object]


@pytest.fixture
def quiet(county: County) -> County:
    """One registered household in perfect order, on no list but this year's insured."""
    household = next(h for h in county.households if h.home.head is h.members[0].resident)
    head = household.members[0]
    head.resident.born = date(1980, 10, 31)
    head.resident.sex = head.sex = "男" if int(head.resident.id_no[16]) % 2 else "女"
    head.relation, head.education, head.school_status, head.health = "户主", "初中", "", "健康"
    head.labour, head.working, head.work_months = "普通劳动力", True, 6
    head.public_post, head.public_post_months, head.low_income_allowance = "", None, "不享受"
    head.resident_insured = head.employee_insured = False
    head.id_no = head.resident.id_no
    household.members, household.size, household.phone = [head], 1, "13900000000"
    household.monitor_kind, household.risk_removed = "", None
    household.measures = {"industry"}
    household.income_wage, household.income_business, household.business_cost = 20000, 0, 0
    household.income_property, household.income_transfer, household.income_per_capita = 0, 0, 20000
    county.households, county.homes, county.helpers, county.lists = [household], [household.home], [], Lists()
    household.home.occupants = household.home.occupants[:1]
    return county


def fired(county: County, change: Change) -> set[str]:
    """Rules that fire once ``change`` is made, other than the lack of insurance."""
    change(county, county.households[0], county.households[0].members[0])
    return {key.rule_id for key in find(World(county, lambda row: True))} - {"insurance.none"}


def test_the_quiet_household_is_quiet(quiet: County) -> None:
    assert fired(quiet, lambda c, h, m: None) == set()


def claim(paid: float, day: date) -> Change:
    return lambda c, h, m: c.lists.medical_claims.append(
        Claim(person=m.resident, hospital="", diagnosis="", total_cost=1, self_paid=paid, settled_on=day)
    )


def loan(due: date, balance: float, overdue: bool = False) -> Change:
    return lambda c, h, m: c.lists.loans.append(
        Loan(person=m.resident, amount=1, granted_on=due, due_on=due, balance=balance, overdue=overdue)
    )


def car(price: float, day: date) -> Change:
    return lambda c, h, m: c.lists.vehicles.append(
        Vehicle(person=m.resident, plate="", model="", price=price, registered_on=day)
    )


def certificate(grade: int, day: date, cancelled: bool = False) -> Change:
    def change(county: County, household: Household, member: Member) -> None:
        member.health, member.labour, member.working = "残疾", "弱劳动力或半劳动力", False
        household.income_wage, household.income_transfer = 0, 20000
        county.lists.disability.append(
            Certificate(person=member.resident, category="肢体", grade=grade, issued_on=day, cancelled=cancelled)
        )

    return change


def homes(*examined: tuple[str, date]) -> Change:
    def change(county: County, household: Household, member: Member) -> None:
        household.unsafe_house = True
        county.lists.housing += [
            Dwelling(person=member.resident, home=household.home, grade=grade, examined_on=day)
            for grade, day in examined
        ]

    return change


def earning(per_capita: float) -> Change:
    def change(county: County, household: Household, member: Member) -> None:
        household.income_wage = household.income_per_capita = per_capita

    return change


def idle(ended: date | None) -> Change:
    def change(county: County, household: Household, member: Member) -> None:
        member.working = False
        county.lists.work.append(
            WorkSpell(person=member.resident, place="", outside=True, started_on=date(2025, 1, 1),
                      monthly_wage=1, ended_on=ended)
        )  # fmt: skip

    return change


def monitored(identified: date, removed: date | None = None, **changes: object) -> Change:
    def change(county: County, household: Household, member: Member) -> None:
        household.monitor_kind, household.risks = "突发严重困难户", ("因病",)
        household.identified_on, household.removed_on = identified, removed
        household.risk_removed = removed is not None
        for name, value in changes.items():
            setattr(household, name, value)
        enrolled(county, member)

    return change


def enrolled(county: County, member: Member) -> None:
    county.lists.medical_enrolment.append(Enrolment(person=member.resident, year=2026))


def aged(born: date, **changes: object) -> Change:
    def change(county: County, household: Household, member: Member) -> None:
        member.resident.born = born
        for name, value in changes.items():
            setattr(member, name, value)

    return change


def paid(*months: date, died: date | None = None) -> Change:
    def change(county: County, household: Household, member: Member) -> None:
        county.lists.allowances += [
            Allowance(person=member.resident, allowance_kind="临时救助", month=month, amount=1) for month in months
        ]
        if died:
            county.lists.deaths.append(Death(person=member.resident, died_on=died))

    return change


def pupil(born: date, status: str) -> Change:
    def change(county: County, household: Household, member: Member) -> None:
        member.resident.born, member.labour, member.working = born, "无劳动力", False
        member.education, member.school_status = "", "小学"
        household.income_wage, household.income_transfer = 0, 20000
        county.lists.students.append(Pupil(person=member.resident, school="", stage="", grade="", status=status))

    return change


TODAY, YESTERDAY, TOMORROW = date(2026, 10, 31), date(2026, 10, 30), date(2026, 11, 1)
YEAR_AGO, DAY_LATER = date(2025, 10, 31), date(2025, 11, 1)
CASES: list[tuple[str, Change, set[str]]] = [
    ("a burden at the limit", claim(5000, TODAY), {"medical.burden"}),
    ("a burden one cent under", claim(4999.99, TODAY), set()),
    ("a burden on the first day of the year", claim(5000, DAY_LATER), {"medical.burden"}),
    ("a burden a day too old", claim(5000, YEAR_AGO), set()),
    ("a loan due yesterday with a balance", loan(YESTERDAY, 1), {"loan.overdue"}),
    ("a loan due yesterday and paid", loan(YESTERDAY, 0), set()),
    ("a loan due today", loan(TODAY, 1), {"loan.due_soon"}),
    ("a loan due in 30 days", loan(date(2026, 11, 30), 1), {"loan.due_soon"}),
    ("a loan due in 31 days", loan(date(2026, 12, 1), 1), set()),
    ("a loan due soon and overdue already", loan(TOMORROW, 1, overdue=True), {"loan.overdue"}),
    ("a car at the limit", car(10, TODAY), {"entry.vehicle"}),
    ("a cheaper car", car(9.99, TODAY), set()),
    ("a car of three years ago", car(10, date(2023, 10, 31)), set()),
    ("a car of a day less", car(10, date(2023, 11, 1)), {"entry.vehicle"}),
    ("newly severe, no subsidy", certificate(2, DAY_LATER), {"disability.new_severe", "disability.no_care_subsidy"}),
    ("severe for a year", certificate(2, YEAR_AGO), {"disability.no_care_subsidy"}),
    ("newly disabled, grade 3", certificate(3, TODAY), set()),
    ("a cancelled certificate", certificate(1, TODAY, cancelled=True), set()),
    ("an unsafe home", homes(("C", TODAY)), {"housing.unsafe"}),
    ("a newer examination says safe", homes(("D", YESTERDAY), ("B", TODAY)), set()),
    ("a newer examination says unsafe", homes(("B", YESTERDAY), ("D", TODAY)), {"housing.unsafe"}),
    ("income at the line", earning(8500), set()),
    ("income a cent under the line", earning(8499.99), {"income.below_line"}),
    ("income at the upper limit", earning(100000), set()),
    ("income over the upper limit", earning(100000.01), {"income.extreme"}),
    ("wages, a spell ended this year", idle(DAY_LATER), set()),
    ("wages, a spell ended before", idle(YEAR_AGO), {"income.wage_no_worker"}),
    ("identified last month, no measure", monitored(date(2026, 9, 1), measures=set()), {"helper.none"}),
    (
        "identified two months ago, no measure",
        monitored(date(2026, 8, 1), measures=set()),
        {"helper.none", "monitor.no_measure"},
    ),
    ("health measures for six months", monitored(date(2026, 4, 1), measures={"health"}), {"helper.none"}),
    (
        "health measures only for seven months",
        monitored(date(2026, 3, 1), measures={"health"}),
        {"helper.none", "monitor.no_development"},
    ),
    ("removed after six months", monitored(date(2025, 1, 1), date(2025, 7, 1)), set()),
    ("removed after five months", monitored(date(2025, 1, 1), date(2025, 6, 1)), {"monitor.removed_early"}),
    ("a post at 69", aged(date(1956, 11, 1), public_post="保洁员", public_post_months=3), set()),
    ("a post at 70", aged(date(1956, 10, 31), public_post="保洁员", public_post_months=3), {"post.age"}),
    ("an able minor of 15, in no school", aged(date(2010, 11, 1)), {"labour.minor", "education.dropout"}),
    ("able at 16", aged(date(2010, 10, 31)), set()),
    ("weak and healthy at 59", aged(date(1966, 11, 1), labour="弱劳动力或半劳动力"), {"labour.able"}),
    ("weak and healthy at 60", aged(date(1966, 10, 31), labour="弱劳动力或半劳动力"), set()),
    ("a month paid twice", paid(date(2026, 9, 1), date(2026, 9, 1)), {"allowance.twice"}),
    ("two months paid", paid(date(2026, 9, 1), date(2026, 8, 1)), set()),
    ("paid in the month of death", paid(date(2026, 9, 1), died=date(2026, 9, 2)), {"death.still_listed"}),
    (
        "paid after the month of death",
        paid(date(2026, 10, 1), died=date(2026, 9, 30)),
        {"death.still_listed", "allowance.after_death"},
    ),
    ("a drop-out of 11", pupil(date(2015, 1, 1), "疑似辍学"), {"education.dropout"}),
    ("a pupil of 14", pupil(date(2011, 11, 1), "在校"), set()),
    ("a pupil of 15 still at primary school", pupil(date(2011, 10, 31), "在校"), {"education.stage_age"}),
]  # fmt: skip


@pytest.mark.parametrize(("change", "rules"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_edges(quiet: County, change: Change, rules: set[str]) -> None:
    assert fired(quiet, change) == rules
