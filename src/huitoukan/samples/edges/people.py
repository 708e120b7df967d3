"""Edges about persons: numbers, sex, schooling, labour, posts, insurance, disability, death."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from huitoukan.samples.days import month_index, months_before
from huitoukan.samples.departments import CARE
from huitoukan.samples.edges.planter import Planter
from huitoukan.samples.identity import shorten
from huitoukan.samples.records import Enrolment, Member, Occupant, Resident
from huitoukan.samples.registry import ABLE, month_day


def _number_mistyped(p: Planter) -> None:
    member = p.member(_rightly_numbered)
    at = p.rng.randint(7, 16)
    digit = str((int(member.id_no[at]) + p.rng.randint(1, 9)) % 10)
    member.id_no = member.id_no[:at] + digit + member.id_no[at + 1 :]


def _number_swapped(p: Planter) -> None:
    member = p.member(lambda m: _rightly_numbered(m) and m.id_no[13] != m.id_no[14])
    member.id_no = member.id_no[:13] + member.id_no[14] + member.id_no[13] + member.id_no[15:]


def _number_placeholder(p: Planter) -> None:
    member = p.member(_rightly_numbered)
    member.id_no = f"999999{member.resident.born:%Y%m%d}0000"


def _number_old(p: Planter) -> None:
    member = p.member(lambda m: _rightly_numbered(m) and m.resident.born.year < 1980)
    member.id_no = shorten(member.id_no)


def _rightly_numbered(member: Member) -> bool:
    return member.id_no == member.resident.id_no


def _listed_twice(p: Planter) -> None:
    """A grown child still in the parents' household and entered in their own."""
    member = p.aged(20, 50)
    other = p.household()
    copy = replace(member, person_no=f"D{member.person_no[1:]}", relation="之儿媳" if member.sex == "女" else "之女婿")
    copy.phone, copy.low_income_allowance, copy.labour = other.phone, "不享受", "弱劳动力或半劳动力"
    copy.working, copy.work_months, copy.monthly_wage = False, None, None
    copy.public_post, copy.public_post_months = "", None
    other.members.append(copy)
    other.size += 1
    other.income_transfer = (other.income_transfer or 0) + (other.income_per_capita or 0)
    other.income_per_capita = round((other.earnings or 0) / other.size, 2)
    other.home.occupants.append(Occupant(member.resident, copy.relation))


def _sex_contradicts(p: Planter) -> None:
    member = p.member(lambda m: m.relation == "配偶")
    member.sex = "女" if member.sex == "男" else "男"


def _relation_contradicts(p: Planter) -> None:
    member = p.member(lambda m: m.relation in ("之子", "之女"))
    member.relation = "之女" if member.sex == "男" else "之子"


def _died(p: Planter) -> None:
    member = p.member(lambda m: m.relation != "户主")
    p.clerk.death(member.resident, p.clerk.day(1))


def _school_and_education(p: Planter) -> None:
    p.member(lambda m: m.school_status == "小学").education = "小学"


def _neither(p: Planter) -> None:
    p.aged(30, 60).education = ""
    p.aged(0, 6).school_status = ""


def _stage_edges(p: Planter) -> None:
    too_old_or_young = ((15, 17, "小学"), (6, 10, "七年级"), (22, 24, "普通高中三年级"))
    just_right = ((14, 14, "小学"), (11, 11, "七年级"), (17, 17, "九年级"), (14, 14, "中职一年级"))
    for low, high, status in (*too_old_or_young, *just_right):
        member = p.aged(low, high)
        member.school_status, member.education, member.labour = status, "", "无劳动力"
        p.strike("students", member.resident)
        p.clerk.enrol_pupil(member.resident, p.age(member.resident))


def _out_of_school(p: Planter) -> None:
    """Registered, of school age, in no school; sent a teacher (a miss); disabled (a miss)."""
    for sent_teacher, health in ((False, "健康"), (True, "健康"), (False, "残疾")):
        member = p.member(lambda m: 7 <= p.age(m.resident) <= 14 and m.health == "健康")
        member.school_status, member.education, member.health = "", "小学", health
        p.strike("students", member.resident)
        if sent_teacher:
            p.clerk.enrol_pupil(member.resident, p.age(member.resident), "送教上门")


def _suspected_dropout(p: Planter) -> None:
    for low, high in ((6, 15), (16, 17)):
        person = _resident_aged(p, low, high)
        p.strike("students", person)
        p.clerk.enrol_pupil(person, p.age(person), "疑似辍学")


def _resident_aged(p: Planter, low: int, high: int) -> Resident:
    home = p.home(lambda h: any(low <= p.age(o.resident) <= high for o in h.occupants))
    return next((o.resident for o in home.occupants if low <= p.age(o.resident) <= high), home.head)


def _labour_edges(p: Planter) -> None:
    _idle(p.aged(12, 15)).labour = ABLE[0]
    p.aged(16, 16).labour = "弱劳动力或半劳动力"
    p.member(lambda m: "普通高中" in m.school_status).labour = ABLE[0]
    for low, high in ((22, 59), (60, 60)):
        _out_of_work(p, low, high).labour = "弱劳动力或半劳动力"
    p.member(lambda m: m.working).labour = "丧失劳动力"


def _out_of_work(p: Planter, low: int, high: int) -> Member:
    """A healthy member of that age, neither at school nor at work nor in a public post."""
    return p.member(
        lambda m: (
            low <= p.age(m.resident) <= high
            and m.health == "健康"
            and not (m.school_status or m.working or m.public_post)
        )
    )


def _idle(member: Member) -> Member:
    member.working, member.work_months, member.monthly_wage = False, None, None
    member.public_post, member.public_post_months = "", None
    return member


def _severe_but_able(p: Planter) -> None:
    for grade in (2, 3):
        p.clerk.certify(p.member(lambda m: m.labour in ABLE).resident, grade, months_before(p.as_of, 60))


def _posts(p: Planter) -> None:
    for low, high in ((70, 80), (69, 69)):
        _give_post(p.aged(low, high), 6)
    _give_post(p.aged(30, 60), None)
    forgotten = p.member(lambda m: 30 <= p.age(m.resident) <= 60 and not m.public_post)
    forgotten.public_post_months = 4


def _give_post(member: Member, months: int | None) -> None:
    member.public_post, member.public_post_months = "保洁员", months


def _uninsured(p: Planter) -> None:
    """Not enrolled at all; suspended; only last year; and one whose only row has a typo."""
    gone, suspended, late, mistyped = (p.member() for _ in range(4))
    for member in (gone, suspended, late, mistyped):
        p.strike("medical_enrolment", member.resident)
        member.resident_insured, member.employee_insured = False, False
    gone.resident_insured = True
    year, rows = p.county.year, p.lists.medical_enrolment
    rows.append(Enrolment(person=suspended.resident, year=year, status="暂停参保"))
    rows.append(Enrolment(person=late.resident, year=year - 1))
    rows.append(Enrolment(person=mistyped.resident, year=year, damage="typo"))


def _insured_twice(p: Planter) -> None:
    member = p.member()
    member.resident_insured = member.employee_insured = True


def _newly_disabled(p: Planter) -> None:
    """Issued on the first day of the window, and the day before it; a typo hides a third."""
    first = months_before(p.as_of, 12) + timedelta(days=1)
    for issued in (first, first - timedelta(days=1), p.as_of):
        person = p.member(lambda m: m.labour not in ABLE and m.health == "健康").resident
        p.clerk.certify(person, 2, max(issued, person.born))
    p.lists.disability[-1].damage = "typo"
    unrecorded = p.member(lambda m: m.health == "健康" and m.labour not in ABLE)
    p.clerk.certify(unrecorded.resident, 3, months_before(p.as_of, 40))
    unrecorded.health = "健康"


def _no_care_subsidy(p: Planter) -> None:
    """Paid three months ago (fires), two months ago (does not), and never."""
    for months in ((3,), (2,), ()):
        person = _resident_aged(p, 30, 70)
        p.clerk.certify(person, 1, months_before(p.as_of, 100))
        p.lists.allowances[:] = [
            row for row in p.lists.allowances if row.person is not person or row.allowance_kind != CARE
        ]
        p.clerk.allow(person, CARE, 90, months)


def _paid_after_death(p: Planter) -> None:
    """Paid in the month of death, and in the month after."""
    for back in (0, 1):
        member = p.member()
        p.strike("allowances", member.resident)
        died = month_day(month_index(p.as_of) - 2)
        p.clerk.death(member.resident, died + timedelta(days=9))
        member.low_income_allowance = "不享受"
        p.clerk.allow(member.resident, "临时救助", 600, (2 - back,))


PLANTS: tuple[Callable[[Planter], None], ...] = (
    _number_mistyped, _number_swapped, _number_placeholder, _number_old, _listed_twice, _sex_contradicts,
    _relation_contradicts, _died, _school_and_education, _neither, _stage_edges, _out_of_school,
    _suspected_dropout, _labour_edges, _severe_but_able, _posts, _uninsured, _insured_twice, _newly_disabled,
    _no_care_subsidy, _paid_after_death,
)  # fmt: skip
