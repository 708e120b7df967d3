"""What the rules need to know of each person and household, as an analyst works it out in pandas.

The lists are read with the columns that are wanted and no others. A number that nobody has joins nothing: pandas would
join it to every other that is missing, so it is dropped first.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from benchmarks.scale.files import Files

AS_OF = pd.Timestamp("2026-10-31")
_YEAR_AGO, _THREE_YEARS_AGO = pd.Timestamp("2025-10-31"), pd.Timestamp("2023-10-31")
MONTH = AS_OF.year * 12 + AS_OF.month - 1
SCHOOL_STATUS = ("疑似辍学", "在校", "送教上门")
_MEN = ("之子", "之女婿", "之孙子", "之外孙子", "之父", "之岳父", "之祖父", "之兄弟", "之侄儿")
_WOMEN = ("之女", "之儿媳", "之孙女", "之外孙女", "之母", "之岳母", "之祖母", "之姐妹", "之侄女")
_MEASURES = [
    f"measure_{name}"
    for name in (
        "industry", "work", "finance", "public_post", "health", "education", "safety_net", "housing", "water", "social"
    )
]  # fmt: skip
_PERSON = (
    "row_id", "household_no", "id_no", "id_no_id18", "id_no_checks", "birth_date", "sex", "relation", "education",
    "school_status", "health", "labour", "resident_insured", "employee_insured",
)  # fmt: skip
_INCOME = ("income_wage", "income_business", "income_property", "income_transfer", "business_cost", "income_per_capita")
_HOUSEHOLD = ["household_phone", "household_size", "monitor_kind", "risk_removed", "identified_on", *_INCOME]


@dataclass(frozen=True, slots=True)
class Linked:
    """Rows of lists, each with the registered row it is about (``k``) and that one's household."""

    enrolments: pd.DataFrame
    claims: pd.DataFrame
    students: pd.DataFrame
    certificates: pd.DataFrame
    payments: pd.DataFrame
    deaths: pd.DataFrame
    vehicles: pd.DataFrame
    examinations: pd.DataFrame


def read_registered(files: Files) -> pd.DataFrame:
    """A row a person in the order of the list, with ``k``, ``age`` and the sex that the number tells."""
    reg = _read(files, "registered", *_PERSON, *_HOUSEHOLD, *_MEASURES).sort_values("row_id", ignore_index=True)
    number, stated = reg["id_no_id18"], reg["birth_date"].dt
    born = pd.to_numeric(number.str[6:14]).fillna(stated.year * 10_000 + stated.month * 100 + stated.day)
    as_of = AS_OF.year * 10_000 + AS_OF.month * 100 + AS_OF.day
    reg["k"] = reg["row_id"]
    reg["age"] = (as_of - born) // 10_000
    odd = pd.to_numeric(number.str[16]) % 2
    reg["id_sex"] = odd.map({1: "男", 0: "女"})
    return reg


def link(files: Files, reg: pd.DataFrame) -> Linked:
    """Every list joined to the register by number, cut to the time that counts."""
    who = reg.loc[reg["id_no_id18"].notna(), ["id_no_id18", "k", "household_no"]]

    def of(kind: str, *columns: str, number: str = "id_no_id18") -> pd.DataFrame:
        rows = _read(files, kind, "row_id", number, *columns).dropna(subset=[number])
        return rows.rename(columns={number: "id_no_id18"}).merge(who, on="id_no_id18").drop(columns="id_no_id18")

    claims = of("medical_claims", "settled_on", "self_paid")
    certificates = of("disability", "grade", "issued_on", "status")
    vehicles = of("vehicles", "price", "registered_on")
    certificates["severe"] = certificates["grade"].isin(["1", "2"])
    certificates["newly"] = certificates["severe"] & _since(certificates["issued_on"], _YEAR_AGO)
    return Linked(
        enrolments=of("medical_enrolment", "year", "status"),
        claims=claims[_since(claims["settled_on"], _YEAR_AGO)],
        students=of("students", "status"),
        certificates=certificates[~certificates["status"].str.contains("注销", na=True)],
        payments=of("allowances", "kind", "month"),
        deaths=of("deaths", "died_on"),
        vehicles=vehicles[_since(vehicles["registered_on"], _THREE_YEARS_AGO)],
        examinations=_unsafe(of("housing", "grade", "examined_on", "repaired", number="head_id_no_id18")),
    )


def _read(files: Files, kind: str, *columns: str) -> pd.DataFrame:
    parts = [
        pd.read_parquet(path, columns=list(columns), to_pandas_kwargs={"date_as_object": False}) for path in files[kind]
    ]
    return pd.concat(parts, ignore_index=True)


def _since(day: pd.Series, start: pd.Timestamp) -> pd.Series:
    return (day > start) & (day <= AS_OF)


def _unsafe(examined: pd.DataFrame) -> pd.DataFrame:
    """The newest examinations of each house that found it unsafe and not yet repaired."""
    known = examined[examined["examined_on"] <= AS_OF]
    newest = known["examined_on"] == known.groupby("household_no")["examined_on"].transform("max")
    return known[newest & known["grade"].isin(["C", "D"]) & ~known["repaired"].eq(True)]


def people(reg: pd.DataFrame, linked: Linked) -> pd.DataFrame:
    """The register with what the lists say of each person."""
    enrolled = linked.enrolments[linked.enrolments["year"] == AS_OF.year]
    students, certificates, paid = linked.students, linked.certificates, linked.payments
    care = paid["kind"].eq("重度残疾人护理补贴") & (paid["month"] > MONTH - 3) & (paid["month"] <= MONTH)

    def among(rows: pd.Series) -> pd.Series:
        return reg["k"].isin(rows)

    p = reg.assign(
        enrolled=among(enrolled["k"]),
        insured=among(enrolled.loc[enrolled["status"].isin(["正常", "正常参保"]), "k"]),
        suspected=among(students.loc[students["status"] == "疑似辍学", "k"]),
        at_school=among(students.loc[students["status"].isin(["在校", "送教上门"]), "k"]),
        certified=among(certificates["k"]),
        severe=among(certificates.loc[certificates["severe"], "k"]),
        newly_severe=among(certificates.loc[certificates["newly"], "k"]),
        care_paid=among(paid.loc[care, "k"]),
        died_on=reg["k"].map(linked.deaths.groupby("k")["died_on"].min()),
        after_death=reg["k"].map(paid_after_death(linked).groupby("k").size()).fillna(0).astype("int64"),
        dead=among(linked.deaths["k"]),
        says_man=reg["relation"].isin(_MEN),
        says_woman=reg["relation"].isin(_WOMEN),
    )
    away = p["school_status"].isna() & ~p["health"].str.contains("残疾", na=True) & ~p["at_school"]
    p["dropout"] = p["age"].between(6, 15) & (p["suspected"] | away)
    p["uninsured"] = ~p["dead"] & ~p["insured"]
    return p


def paid_after_death(linked: Linked) -> pd.DataFrame:
    """Payments for a month after the one in which the person died."""
    died = linked.deaths.groupby("k", as_index=False)["died_on"].min()
    paid = linked.payments.merge(died, on="k")
    return paid[paid["month"] > paid["died_on"].dt.year * 12 + paid["died_on"].dt.month - 1]


def households(p: pd.DataFrame, linked: Linked) -> pd.DataFrame:
    """A row a household under its number: what its first row says, its members counted, its lists added up."""
    first = p.drop_duplicates("household_no").dropna(subset=["household_no"]).set_index("household_no")
    heads = p["relation"].eq("户主")
    h = first[["row_id", *_HOUSEHOLD]].join(_counted_members(p.assign(members=1, heads=heads)))
    head = p[heads].drop_duplicates("household_no").set_index("household_no")["row_id"]
    phones = p[["household_phone", "household_no"]].drop_duplicates().groupby("household_phone").size()
    removed, monitored = h["risk_removed"].eq(True), h["monitor_kind"].notna()
    return h.assign(
        shown_row=head.reindex(h.index).fillna(h["row_id"]).astype("int64"),
        vehicle_highest=linked.vehicles.groupby("household_no")["price"].max(),
        self_paid_total=linked.claims.groupby("household_no")["self_paid"].sum().round(4).reindex(h.index).fillna(0),
        same_phone=h["household_phone"].map(phones),
        unsafe=h.index.isin(linked.examinations["household_no"]),
        unsafe_grade=linked.examinations.sort_values("row_id").drop_duplicates("household_no")
        .set_index("household_no")["grade"],
        active=monitored & ~removed,
        removed=monitored & removed,
        months_since=MONTH - h["identified_on"],
        net=h["income_wage"] + h["income_business"] + h["income_property"] + h["income_transfer"] - h["business_cost"],
        without_measure=first[_MEASURES].isna().all(axis="columns"),
    )  # fmt: skip


def _counted_members(p: pd.DataFrame) -> pd.DataFrame:
    """Members of each household, all and of each sort."""
    names = {"newly_severe": "newly_severe_members", "dropout": "dropouts", "uninsured": "uninsured_members"}
    sorts = ["members", "heads", *names]
    return p.groupby("household_no", sort=False)[sorts].sum().rename(columns=names)
