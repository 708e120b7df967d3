"""The clean values of a row, by canonical field name: what each list would say if nobody mistyped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from huitoukan.samples.records import (
    MEASURES,
    Allowance,
    Certificate,
    Claim,
    Company,
    County,
    Death,
    Disaster,
    Dwelling,
    Enrolment,
    Helper,
    Home,
    Household,
    Loan,
    Member,
    Occupant,
    Pupil,
    Row,
    Salary,
    Vehicle,
    WaterProblem,
    WorkSpell,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month, by its first day."""

    first: date


Value = str | int | float | bool | date | Month | None
Values = Mapping[str, Value]

# Fields that a record and the export call by the same name.
_SAME_OF_MEMBER = (
    "person_no", "id_no", "sex", "relation", "education", "school_status", "health", "labour",
    "resident_insured", "employee_insured", "low_income_allowance", "extreme_poverty_support",
    "working", "work_months", "monthly_wage", "public_post", "public_post_months",
)  # fmt: skip
_SAME_OF_HOUSEHOLD = (
    "household_type", "monitor_kind", "risk_removed", "income_wage", "income_business", "income_property",
    "income_transfer", "business_cost", "income_per_capita", "unsafe_house", "safe_water",
)  # fmt: skip


def registered(county: County, household: Household, member: Member) -> Values:
    """A row of the national export."""
    home = household.home
    return {
        "county": county.name,
        "township": home.township,
        "village": home.village,
        "household_no": household.no,
        "id_kind": "居民身份证",
        "nation": "汉族",
    } | _person(member) | _household(household) | _measures(household)  # fmt: skip


def _person(member: Member) -> dict[str, Value]:
    values: dict[str, Value] = {name: getattr(member, name) for name in _SAME_OF_MEMBER}
    return values | {
        "name": member.resident.name,
        "birth_date": member.resident.born,
        "person_phone": member.phone,
    }


def _household(household: Household) -> dict[str, Value]:
    values: dict[str, Value] = {name: getattr(household, name) for name in _SAME_OF_HOUSEHOLD}
    risks = (*household.risks, "", "", "", "", "")
    return values | {
        "household_size": household.size,
        "household_phone": household.phone,
        "identified_on": _month(household.identified_on),
        "removed_on": _month(household.removed_on),
        **{f"risk_{i + 1}": risks[i] for i in range(5)},
    }


def _measures(household: Household) -> dict[str, Value]:
    return {f"measure_{name}": "已落实" if name in household.measures else "" for name in MEASURES}


def _month(day: date | None) -> Month | None:
    return None if day is None else Month(day)


def roster(home: Home, occupant: Occupant) -> Values:
    """A row of the roster."""
    person = occupant.resident
    return {
        "township": home.township,
        "village": home.village,
        "household_no": home.no,
        "name": person.name,
        "id_no": person.id_no,
        "sex": person.sex,
        "birth_date": person.born,
        "relation": occupant.relation,
        "phone": home.phone,
    }


def helper(row: Helper) -> Values:
    """A row of the helpers' export."""
    return {
        "household_no": row.household.no,
        "helper_name": row.name,
        "helper_id_no": row.id_no,
        "helper_unit": row.unit,
        "helper_phone": row.phone,
        "started_on": row.started_on,
        "ended_on": row.ended_on,
    }


def _claim(row: Claim) -> dict[str, Value]:
    return {
        "hospital": row.hospital,
        "diagnosis": row.diagnosis,
        "total_cost": row.total_cost,
        "reimbursed": round(row.total_cost - row.self_paid, 2),
        "self_paid": row.self_paid,
        "settled_on": row.settled_on,
    }


def _enrolment(row: Enrolment) -> dict[str, Value]:
    return {"year": row.year, "enrolment_kind": row.enrolment_kind, "status": row.status}


def _certificate(row: Certificate) -> dict[str, Value]:
    return {
        "category": row.category,
        "grade": row.grade,
        "issued_on": row.issued_on,
        "status": "注销" if row.cancelled else "有效",
    }


def _pupil(row: Pupil) -> dict[str, Value]:
    return {"school": row.school, "stage": row.stage, "grade": row.grade, "status": row.status}


def _dwelling(row: Dwelling) -> dict[str, Value]:
    return {
        "township": row.home.township,
        "village": row.home.village,
        "grade": row.grade,
        "examined_on": row.examined_on,
        "repaired": row.repaired_on is not None,
        "repaired_on": row.repaired_on,
    }


def _water(row: WaterProblem) -> dict[str, Value]:
    return {
        "township": row.home.township,
        "village": row.home.village,
        "problem": row.problem,
        "found_on": row.found_on,
        "solved": row.solved_on is not None,
        "solved_on": row.solved_on,
    }


def _allowance(row: Allowance) -> dict[str, Value]:
    return {"kind": row.allowance_kind, "month": Month(row.month), "amount": row.amount}


def _death(row: Death) -> dict[str, Value]:
    return {"died_on": row.died_on}


def _vehicle(row: Vehicle) -> dict[str, Value]:
    return {"plate": row.plate, "model": row.model, "price": row.price, "registered_on": row.registered_on}


def _company(row: Company) -> dict[str, Value]:
    return {
        "name": row.name,
        "company_id": row.company_id,
        "capital": row.capital,
        "status": row.status,
        "founded_on": row.founded_on,
    }


def _salary(row: Salary) -> dict[str, Value]:
    return {"unit": row.unit}


def _work(row: WorkSpell) -> dict[str, Value]:
    return {
        "place": row.place,
        "province_out": "省外" if row.outside else "省内",
        "started_on": row.started_on,
        "ended_on": row.ended_on,
        "monthly_wage": row.monthly_wage,
    }


def _disaster(row: Disaster) -> dict[str, Value]:
    return {
        "township": row.home.township,
        "village": row.home.village,
        "kind": row.disaster_kind,
        "loss": row.loss,
        "happened_on": row.happened_on,
    }


def _loan(row: Loan) -> dict[str, Value]:
    return {
        "amount": row.amount,
        "granted_on": row.granted_on,
        "due_on": row.due_on,
        "balance": row.balance,
        "overdue": row.overdue,
    }


# The columns that name the person, where they are not `name` and `id_no`.
PERSON_FIELDS = {
    "housing": ("head_name", "head_id_no"),
    "water": ("head_name", "head_id_no"),
    "disasters": ("head_name", "head_id_no"),
    "vehicles": ("owner_name", "id_no"),
    "companies": ("legal_representative", "id_no"),
}
_DETAILS: Mapping[str, Callable[[Any], dict[str, Value]]] = {
    "medical_claims": _claim,
    "medical_enrolment": _enrolment,
    "disability": _certificate,
    "students": _pupil,
    "housing": _dwelling,
    "water": _water,
    "allowances": _allowance,
    "deaths": _death,
    "vehicles": _vehicle,
    "companies": _company,
    "payroll": _salary,
    "work": _work,
    "disasters": _disaster,
    "loans": _loan,
}


def department(kind: str, row: Row) -> Values:
    """A row of a department's list; name and number as the clerk wrote them."""
    name_field, id_field = PERSON_FIELDS.get(kind, ("name", "id_no"))
    values = _DETAILS[kind](row) | {name_field: row.written_name, id_field: row.written_id}
    if isinstance(row, Certificate):
        values["certificate_no"] = _certificate_no(row)
    return values


def _certificate_no(row: Certificate) -> Value:
    """The ID with the kind and grade behind it, some with a mark of a replacement."""
    if isinstance(row.written_id, float):
        return row.written_id * 100
    digits = row.written_id
    if row.damage == "missing":
        return digits
    kinds = ("视力", "听力", "言语", "肢体", "智力", "精神", "多重")
    mark = "B1" if row.issued_on.day % 9 == 0 and row.damage != "old15" else ""
    return f"{digits}{kinds.index(row.category) + 1}{row.grade}{mark}"
