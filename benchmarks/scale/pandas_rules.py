"""The rules, facts and source rows of ``handwritten.sql`` as a competent analyst writes them in pandas.

Whole columns at a time: merge, groupby, conditions on columns. What office scripts do today, with nothing explained
and nothing in doubt. ``python -m benchmarks.scale.pandas_rules SNAPSHOT OUT`` writes the four tables as Parquet.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pandas as pd
from benchmarks.scale.files import Files, by_kind
from benchmarks.scale.pandas_facts import households, link, people, read_registered
from benchmarks.scale.pandas_sources import household_sources, person_sources

Facts = Mapping[str, pd.Series | bool | None]
"""A fact's name → its column, or what it is in every finding of the rule."""
Rule = tuple[str, pd.Series, Facts]
"""A rule, which rows it finds, and the facts it shows."""


def judge(folder_of_parquet_by_kind: Files) -> dict[str, pd.DataFrame]:
    """The findings (``rule``, ``k``, ``facts`` as JSON) and their sources, of persons and of households."""
    reg = read_registered(folder_of_parquet_by_kind)
    linked = link(folder_of_parquet_by_kind, reg)
    p = people(reg, linked)
    h = households(p, linked)
    person = _found(p["k"], [*_identity(p), *_education_and_labour(p), *_benefits(p)])
    household = _found(h.index.to_series(), [*_household(h), *_income(h), *_monitoring(h)])
    return {
        "person_finding": person,
        "household_finding": household,
        "person_source": person_sources(person, p, linked),
        "household_source": household_sources(household, p, h, linked),
    }


def _identity(p: pd.DataFrame) -> Iterator[Rule]:
    number, sex, id_sex = p["id_no"], p["sex"], p["id_sex"]
    wrong = number.notna() & ~number.str.startswith("999999", na=False) & p["id_no_checks"].eq(False)
    yield "identity.checksum", wrong, {"registered": True, "id_wrong": True, "id_length": number.str.len()}
    other = sex.notna() & id_sex.notna() & (sex != id_sex)
    yield "identity.sex", other, {"registered": True, "sex": sex, "id_sex": id_sex}
    man, woman = p["says_man"], p["says_woman"]
    yield (
        "relation.sex",
        (man & sex.eq("女")) | (woman & sex.eq("男")),
        {"relation_male": man, "sex": sex, "relation_female": woman, "relation": p["relation"]},
    )
    yield "death.still_listed", p["dead"], {"registered": True, "dead": True}


def _education_and_labour(p: pd.DataFrame) -> Iterator[Rule]:
    age, health, labour = p["age"], p["health"], p["labour"]
    no_stage = p["school_status"].isna()
    yield (
        "education.neither",
        (age >= 7) & p["education"].isna() & no_stage,
        {"registered": True, "age": age, "education": None, "school_status": None},
    )
    yield "education.dropout", p["dropout"], {"dropout": True, "age": age}
    weak = labour.isin(["无劳动力", "丧失劳动力", "弱劳动力或半劳动力"])
    yield (
        "labour.able",
        age.between(16, 59) & health.eq("健康") & no_stage & weak,
        {"registered": True, "age": age, "health": health, "school_status": None, "labour": labour},
    )
    yield (
        "labour.severe_disability",
        p["severe"] & labour.isin(["普通劳动力", "技能劳动力"]),
        {"severe": True, "full_labour": True, "labour": labour},
    )


def _benefits(p: pd.DataFrame) -> Iterator[Rule]:
    yield "insurance.none", p["uninsured"], {"uninsured": True}
    resident, employee = p["resident_insured"].eq(True), p["employee_insured"].eq(True)
    claimed: Facts = {"registered": True, "resident_insured": True}
    yield "insurance.conflict", resident & ~p["enrolled"], {**claimed, "enrolled": False}
    yield "insurance.both", resident & employee, {**claimed, "employee_insured": True}
    yield (
        "disability.unrecorded",
        p["certified"] & ~p["health"].str.contains("残疾", na=True),
        {"registered": True, "certified": True, "recorded_disabled": False, "health": p["health"]},
    )
    yield (
        "disability.no_care_subsidy",
        p["severe"] & ~p["dead"] & ~p["care_paid"],
        {"severe": True, "dead": False, "care_subsidy_paid": False},
    )
    yield (
        "allowance.after_death",
        p["after_death"] > 0,
        {"paid_after_death": p["after_death"], "died_on": p["died_on"].dt.strftime("%Y-%m-%d")},
    )


def _household(h: pd.DataFrame) -> Iterator[Rule]:
    listed: Facts = {"registered": True}
    size, members, phones = h["household_size"], h["members"], h["same_phone"]
    yield "household.head", h["heads"] != 1, {**listed, "heads": h["heads"]}
    yield (
        "household.size",
        size.notna() & (size != members),
        {**listed, "household_size": size, "member_count": members},
    )
    yield "household.phone_shared", phones >= 3, {**listed, "same_phone_households": phones}
    paid = h["self_paid_total"]
    yield "medical.burden", paid >= 5000, {"medical_burden": True, "self_paid_total": paid}
    severe = h["newly_severe_members"]
    yield "disability.new_severe", severe > 0, {"newly_severe_members": severe}
    yield "housing.unsafe", h["unsafe"], {"housing_unsafe": True, "unsafe_grade": h["unsafe_grade"]}
    yield "entry.vehicle", h["vehicle_highest"] >= 10, {**listed, "vehicle_highest": h["vehicle_highest"]}


def _income(h: pd.DataFrame) -> Iterator[Rule]:
    each, net, size = h["income_per_capita"], h["net"], h["household_size"]
    yield (
        "income.below_line",
        (each < 8500) & ~h["active"],
        {"registered": True, "income_per_capita": each, "active": False},
    )
    yield (
        "income.sum",
        (size > 0) & ((net - each * size).abs() > size),
        {
            "income_disagrees": True,
            "net_income": net,
            "household_size": size,
            "net_income_per_capita": net / size,
            "income_per_capita": each,
        },
    )


def _monitoring(h: pd.DataFrame) -> Iterator[Rule]:
    months, dropouts, uninsured = h["months_since"], h["dropouts"], h["uninsured_members"]
    yield (
        "monitor.no_measure",
        h["active"] & (months > 1) & h["without_measure"],
        {"active": True, "months_since_identified": months, "without_measure": True},
    )
    yield (
        "monitor.removed_at_risk",
        h["removed"] & (h["unsafe"] | (dropouts > 0) | (uninsured > 0)),
        {"removed": True, "housing_unsafe": h["unsafe"], "dropouts": dropouts, "uninsured_members": uninsured},
    )


def _found(subjects: pd.Series, rules: Iterable[Rule]) -> pd.DataFrame:
    """A row a finding: ``rule``, the subject as ``k``, and the facts as JSON."""
    parts = []
    for rule, where, facts in rules:
        hit = subjects[where]
        if hit.empty:  # which pandas writes as one empty line
            continue
        shown = {name: fact[where] if isinstance(fact, pd.Series) else fact for name, fact in facts.items()}
        told = pd.DataFrame(shown, index=hit.index).to_json(
            orient="records", lines=True, force_ascii=False, double_precision=15
        )
        parts.append(pd.DataFrame({"rule": rule, "k": hit.to_numpy(), "facts": told.splitlines()}))
    return pd.concat(parts, ignore_index=True)


def main() -> None:
    """Judge a snapshot and write the four tables."""
    snapshot, out = map(Path, sys.argv[1:])
    for name, frame in judge(by_kind(snapshot)).items():
        frame.to_parquet(out / f"{name}.parquet", index=False)


if __name__ == "__main__":
    main()
