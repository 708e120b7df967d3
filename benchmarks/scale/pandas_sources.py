"""For each fact the rows it rests on, in pandas: the subject's own, those of lists, or the absence of any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd
from benchmarks.scale.pandas_facts import SCHOOL_STATUS, Linked, paid_after_death

_PERSON_OWN = {
    "identity.checksum": ("registered", "id_wrong", "id_length"),
    "identity.sex": ("registered", "sex", "id_sex"),
    "relation.sex": ("relation_male", "sex", "relation_female", "relation"),
    "death.still_listed": ("registered",),
    "education.neither": ("registered", "age", "education", "school_status"),
    "education.dropout": ("dropout", "age"),
    "labour.able": ("registered", "age", "health", "school_status", "labour"),
    "labour.severe_disability": ("full_labour", "labour"),
    "insurance.none": ("uninsured",),
    "insurance.conflict": ("registered", "resident_insured"),
    "insurance.both": ("registered", "resident_insured", "employee_insured"),
    "disability.unrecorded": ("registered", "recorded_disabled", "health"),
}
_HOUSEHOLD_OWN = {
    "household.head": ("registered",),
    "household.size": ("registered", "household_size"),
    "household.phone_shared": ("registered", "same_phone_households"),
    "income.below_line": ("registered", "income_per_capita", "active"),
    "entry.vehicle": ("registered",),
    "income.sum": ("income_disagrees", "net_income", "household_size", "net_income_per_capita", "income_per_capita"),
    "monitor.no_measure": ("active", "months_since_identified", "without_measure"),
    "monitor.removed_at_risk": ("removed",),
}
_COLUMNS = ["rule", "k", "fact", "kind", "row_id"]


def person_sources(finding: pd.DataFrame, p: pd.DataFrame, linked: Linked) -> pd.DataFrame:
    """``rule``, ``k``, ``fact``, ``kind`` and ``row_id`` (missing: no row of that kind)."""
    return _joined([_own(finding, _PERSON_OWN, p.set_index("k")["row_id"]), *_person_lists(finding, linked)])


def household_sources(finding: pd.DataFrame, p: pd.DataFrame, h: pd.DataFrame, linked: Linked) -> pd.DataFrame:
    """As of :func:`person_sources`; ``k`` is the household's number."""
    shown = _own(finding, _HOUSEHOLD_OWN, h["shown_row"])
    return _joined([shown, *_of_members(finding, p), *_of_lists(finding, p, linked)])


def _person_lists(finding: pd.DataFrame, linked: Linked) -> Iterator[pd.DataFrame]:
    certificates, severe = linked.certificates, linked.certificates[linked.certificates["severe"]]
    known = linked.students[linked.students["status"].isin(SCHOOL_STATUS)]
    yield _rows(finding, "death.still_listed", ["dead"], "deaths", linked.deaths)
    yield _rows(finding, "education.dropout", ["dropout"], "students", known, how="left")
    yield _rows(finding, "labour.severe_disability", ["severe"], "disability", severe)
    yield _rows(finding, "disability.no_care_subsidy", ["severe"], "disability", severe)
    yield _rows(finding, "disability.unrecorded", ["certified"], "disability", certificates)
    yield _rows(finding, "allowance.after_death", ["died_on"], "deaths", linked.deaths)
    yield _rows(finding, "allowance.after_death", ["paid_after_death"], "allowances", paid_after_death(linked))
    yield _none(finding, "insurance.none", "uninsured", "medical_enrolment")
    yield _none(finding, "insurance.none", "uninsured", "deaths")
    yield _none(finding, "insurance.conflict", "enrolled", "medical_enrolment")
    yield _none(finding, "disability.no_care_subsidy", "dead", "deaths")
    yield _none(finding, "disability.no_care_subsidy", "care_subsidy_paid", "allowances")


def _of_members(finding: pd.DataFrame, p: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """The registered rows of the members that a fact is about."""
    for rule, facts, about in (
        ("household.head", ["heads"], p["relation"].eq("户主")),
        ("household.size", ["member_count"], None),
        ("medical.burden", ["medical_burden", "self_paid_total"], None),
        ("disability.new_severe", ["newly_severe_members"], p["newly_severe"]),
        ("entry.vehicle", ["vehicle_highest"], None),
        ("monitor.removed_at_risk", ["dropouts"], p["dropout"]),
        ("monitor.removed_at_risk", ["uninsured_members"], p["uninsured"]),
    ):
        yield _rows(finding, rule, facts, "registered", _by_home(p if about is None else p[about]))


def _of_lists(finding: pd.DataFrame, p: pd.DataFrame, linked: Linked) -> Iterator[pd.DataFrame]:
    newly = linked.certificates[linked.certificates["newly"]]
    out_of_school = linked.students["k"].isin(p.loc[p["dropout"], "k"]) & linked.students["status"].isin(SCHOOL_STATUS)
    unsafe, at_risk = _by_home(linked.examinations), "monitor.removed_at_risk"
    burden = ["medical_burden", "self_paid_total"]
    yield _rows(finding, "medical.burden", burden, "medical_claims", _by_home(linked.claims))
    yield _rows(finding, "disability.new_severe", ["newly_severe_members"], "disability", _by_home(newly))
    yield _rows(finding, "housing.unsafe", ["housing_unsafe", "unsafe_grade"], "housing", unsafe)
    yield _rows(finding, "entry.vehicle", ["vehicle_highest"], "vehicles", _by_home(linked.vehicles))
    yield _rows(finding, at_risk, ["housing_unsafe"], "housing", unsafe, how="left")
    yield _rows(finding, at_risk, ["dropouts"], "students", _by_home(linked.students[out_of_school]), how="left")
    yield _none(finding, at_risk, "uninsured_members", "medical_enrolment")
    yield _none(finding, at_risk, "uninsured_members", "deaths")


def _own(finding: pd.DataFrame, own: dict[str, tuple[str, ...]], row: pd.Series) -> pd.DataFrame:
    """The row that the subject itself is registered with, once a fact; ``row`` gives it by ``k``."""
    facts = pd.DataFrame([(rule, fact) for rule, facts in own.items() for fact in facts], columns=["rule", "fact"])
    found = finding.loc[finding["rule"].isin(list(own)), ["rule", "k"]]
    found = found.assign(kind="registered", row_id=found["k"].map(row))
    return found.merge(facts, on="rule")


def _rows(
    finding: pd.DataFrame, rule: str, facts: Sequence[str], kind: str, rows: pd.DataFrame, *, how: str = "inner"
) -> pd.DataFrame:
    """Every one of ``rows`` about the subject of a finding, once a fact; ``left``: also that there is none."""
    found = finding.loc[finding["rule"] == rule, ["rule", "k"]].merge(rows[["k", "row_id"]], on="k", how=how)  # type: ignore[arg-type]
    return pd.concat([found.assign(fact=fact, kind=kind) for fact in facts], ignore_index=True)


def _none(finding: pd.DataFrame, rule: str, fact: str, kind: str) -> pd.DataFrame:
    """That no row of ``kind`` is about the subject."""
    found = finding.loc[finding["rule"] == rule, ["rule", "k"]]
    return found.assign(fact=fact, kind=kind, row_id=pd.Series(pd.NA, index=found.index, dtype="Int64"))


def _by_home(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[["household_no", "row_id"]].rename(columns={"household_no": "k"})


def _joined(parts: list[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat([part[_COLUMNS].astype({"row_id": "Int64"}) for part in parts], ignore_index=True)
