"""A made-up registry of any size and eight lists of bureaus, as text the way sheets hold it, drawn column by column.

Faults are few and of every sort, so that rules have something to find: about one finding in seven people.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

import polars as pl
from benchmarks.scale.draws import Draws

from huitoukan.engine.sheets.cleaning.id_parts import check_digit
from huitoukan.samples.words import words

AS_OF = dt.date(2026, 10, 31)
BATCH = 100_000
"""Households made at a time: memory stays the same however large the whole is."""
_SIZES = (1, 2, 2, 3, 3, 3, 4, 4, 5, 6)
_VILLAGE, _TOWNSHIP = 400, 15
"""Households a village, villages a township."""
_AREAS = ("990101", "990102", "990218", "991203", "992516", "993307")
_DISEASES = (*["健康"] * 14, *["长期慢性病"] * 3, "大病", "残疾", "长期慢性病,残疾")
_EDUCATION = ("小学", "初中", "高中", "文盲或半文盲")
_LABOUR = ("普通劳动力", "普通劳动力", "技能劳动力")
_PAID = ("低保", "低保", "重度残疾人护理补贴")
_MEASURES = (
    "industry",
    "work",
    "finance",
    "public_post",
    "health",
    "education",
    "safety_net",
    "housing",
    "water",
    "social",
)


def households_of(people: int) -> int:
    """How many households hold about ``people``."""
    return round(people * len(_SIZES) / sum(_SIZES))


def lists(people: int, *, seed: int, wrong_share: float = 0.004) -> Iterator[Mapping[str, pl.DataFrame]]:
    """About ``people`` in batches: list kind → a text frame whose columns are the kind's fields."""
    total = households_of(people)
    for start in range(0, total, BATCH):
        homes = pl.DataFrame({"home": pl.int_range(start, min(total, start + BATCH), eager=True)})
        registry = _registry(_members(homes, seed, wrong_share), seed)
        yield {"registered": registry.drop("home", "number", "age"), **_bureaus(registry, seed)}


def _members(homes: pl.DataFrame, seed: int, wrong_share: float) -> pl.DataFrame:
    """A row a person: ``home``, ``member`` (0 is the head), ``number``, ``age``, names and numbers."""
    draws = Draws("home", seed)
    spread = homes.with_columns(
        size=draws.below(len(_SIZES)).replace_strict(dict(enumerate(_SIZES)), return_dtype=pl.Int64),
        surname=draws.pick(_skewed(words()["surnames"])),
        head_age=draws.below(45) + 30,
        area=draws.pick(_AREAS),
    ).with_columns(member=pl.int_ranges("size"))
    people = spread.explode("member").with_columns(number=pl.col("home") * 8 + pl.col("member"))
    draws = Draws("number", seed + 1)
    given = _skewed(words()["given"])
    age = (
        pl.when(pl.col("member") < 2)
        .then(pl.col("head_age") - pl.col("member") * draws.below(5))
        .when(pl.col("member") < 4)
        .then(pl.max_horizontal(pl.col("head_age") - 24 - draws.below(8), draws.below(6)))
        .otherwise(pl.col("head_age") + 20 + draws.below(8))
    )
    people = people.with_columns(
        name=pl.col("surname") + draws.pick(given) + draws.pick([*given, *[""] * (len(given) // 4)]),
        age=pl.min_horizontal(age, 96),
        male=pl.when(pl.col("member") < 2).then(pl.col("member") == 0).otherwise(draws.chance(0.5)),
        days=draws.below(360) + 1,
        serial=draws.below(499) * 2 + 1,
    )
    born = pl.lit(AS_OF) - pl.duration(days=(pl.col("age") * 365.25).cast(pl.Int64) + pl.col("days"))
    body = (
        pl.col("area") + born.dt.to_string("%Y%m%d") + (pl.col("serial") - ~pl.col("male")).cast(pl.String).str.zfill(3)
    )
    right = body + check_digit(body)
    wrong = right.str.head(17) + pl.when(right.str.tail(1) == "5").then(pl.lit("6")).otherwise(pl.lit("5"))
    return people.with_columns(
        birth_date=born.dt.to_string("%Y-%m-%d"), id_no=pl.when(draws.chance(wrong_share)).then(wrong).otherwise(right)
    )


def _registry(people: pl.DataFrame, seed: int) -> pl.DataFrame:
    home, own = Draws("home", seed + 2), Draws("number", seed + 3)
    monitored, removed = home.chance(0.12), home.chance(0.4)
    village = pl.col("home") // _VILLAGE
    adult = pl.col("age").is_between(16, 59)
    pupil = pl.col("age").is_between(6, 18)
    wage, business, transfer, cost = home.below(60_000), home.below(9_000), home.below(9_000), home.below(3_000)
    people = people.with_columns(
        wage=wage, business=pl.when(home.chance(0.5)).then(business).otherwise(0), transfer=transfer + 9_000, cost=cost
    )
    income = (pl.col("wage") + pl.col("business") + pl.col("transfer") - pl.col("cost")) / pl.col("size")
    frame = people.with_columns(
        county=pl.lit("安和县"),
        township=pl.format("第{}镇", village // _TOWNSHIP),
        village=pl.format("第{}坪村", village),
        household_no=pl.format("99{}", pl.col("home").cast(pl.String).str.zfill(10)),
        person_no=pl.format("P{}", "number"),
        sex=pl.when(pl.col("male") ^ own.chance(0.003)).then(pl.lit("男")).otherwise(pl.lit("女")),
        relation=pl.when(pl.col("member") < 2)
        .then(pl.col("member").replace_strict({0: "户主", 1: "配偶"}, default="户主"))
        .when(pl.col("member") < 4)
        .then(pl.when("male").then(pl.lit("之子")).otherwise(pl.lit("之女")))
        .otherwise(pl.when("male").then(pl.lit("之父")).otherwise(pl.lit("之母"))),
        education=pl.when(~pupil & (pl.col("age") > 6) & ~own.chance(0.01)).then(own.pick(_EDUCATION)),
        school_status=pl.when(pupil & ~own.chance(0.02)).then(_stage()),
        health=own.pick(_DISEASES),
        labour=pl.when(adult & ~own.chance(0.05)).then(own.pick(_LABOUR)).otherwise(pl.lit("无劳动力")),
        household_phone=pl.format("139{}", (pl.col("home") % 10**8).cast(pl.String).str.zfill(8)),
        household_size=(pl.col("size") + pl.when(home.chance(0.01)).then(1).otherwise(0)).cast(pl.String),
        household_type=home.pick(("脱贫户", "一般农户")),
        monitor_kind=pl.when(monitored).then(home.pick(("脱贫不稳定户", "边缘易致贫户", "突发严重困难户"))),
        risk_1=pl.when(monitored).then(home.pick(("因病", "因学", "因残", "因自然灾害", "务工就业不稳"))),
        risk_removed=pl.when(monitored).then(pl.when(removed).then(pl.lit("是")).otherwise(pl.lit("否"))),
        identified_on=pl.when(monitored).then(_month(home.below(40) + 4)),
        removed_on=pl.when(monitored & removed).then(_month(home.below(10))),
        resident_insured=pl.when(own.chance(0.97)).then(pl.lit("是")).otherwise(pl.lit("否")),
        employee_insured=pl.when(own.chance(0.01)).then(pl.lit("是")).otherwise(pl.lit("否")),
        low_income_allowance=pl.when(home.chance(0.06)).then(pl.lit("享受")).otherwise(pl.lit("不享受")),
        working=pl.when(adult & own.chance(0.5)).then(pl.lit("是")).otherwise(pl.lit("否")),
        public_post=pl.when(own.chance(0.02)).then(pl.lit("护林员")),
        public_post_months=pl.when(own.chance(0.02)).then(pl.lit("12")),
        income_wage=pl.col("wage").cast(pl.String),
        income_business=pl.col("business").cast(pl.String),
        income_property=pl.lit("0"),
        income_transfer=pl.col("transfer").cast(pl.String),
        business_cost=pl.when(home.chance(0.99)).then("cost").cast(pl.String),
        income_per_capita=(income.round(2) + pl.when(home.chance(0.02)).then(500).otherwise(0)).cast(pl.String),
        unsafe_house=pl.when(home.chance(0.005)).then(pl.lit("是")).otherwise(pl.lit("否")),
        safe_water=pl.lit("是"),
        **{f"measure_{name}": pl.when(home.chance(0.25)).then(pl.lit("已落实")) for name in _MEASURES},
    )  # fmt: skip
    return frame.drop("member", "size", "surname", "head_age", "area", "male", "days", "serial").drop(
        "wage", "business", "transfer", "cost"
    )


def _bureaus(registry: pl.DataFrame, seed: int) -> dict[str, pl.DataFrame]:
    draws = Draws("number", seed + 4)
    head = pl.col("relation") == "户主"
    who = ("name", "id_no")
    home = ("township", "village", pl.col("name").alias("head_name"), pl.col("id_no").alias("head_id_no"))
    pupils = registry.filter(pl.col("school_status").is_not_null() & draws.chance(0.97))
    claims = registry.filter(draws.chance(0.1))
    return {
        "medical_enrolment": registry.filter(draws.chance(0.985)).select(
            *who, year=pl.lit("2026"), enrolment_kind=pl.lit("城乡居民"), status=pl.lit("正常参保")
        ),
        "medical_claims": claims.select(
            *who, hospital=pl.lit("镇卫生院"), diagnosis=pl.lit("肺炎"), settled_on=_day(draws.below(700)),
            **{name: draws.below(9_000).cast(pl.String) for name in ("total_cost", "reimbursed", "self_paid")},
        ),
        "students": pupils.select(
            *who, school=pl.lit("中心小学"), stage=pl.lit("小学"),
            status=pl.when(draws.chance(0.003)).then(pl.lit("疑似辍学")).otherwise(pl.lit("在校")),
        ),
        "disability": registry.filter(pl.col("health").str.contains("残疾") & draws.chance(0.9)).select(
            *who, category=pl.lit("肢体"), grade=draws.pick(("1", "2", "3", "4")), issued_on=_day(draws.below(5_000)),
            status=pl.lit("有效"),
        ),
        "allowances": registry.filter(draws.chance(0.06)).select(
            *who, kind=draws.pick(_PAID), month=_month(draws.below(4)), amount=pl.lit("400")
        ),
        "deaths": registry.filter(draws.chance(0.002)).select(*who, died_on=_day(draws.below(300))),
        "vehicles": registry.filter(draws.chance(0.03)).select(
            pl.col("name").alias("owner_name"), "id_no", plate=pl.lit("湘Z12345"), model=pl.lit("轿车"),
            price=(draws.below(200) / 10 + 1).cast(pl.String), registered_on=_day(draws.below(3_000)),
        ),
        "housing": registry.filter(head & draws.chance(0.08)).select(
            *home, grade=draws.pick(("A", "B", "B", "C", "D")), examined_on=_day(draws.below(2_000)),
            repaired=pl.when(draws.chance(0.7)).then(pl.lit("是")).otherwise(pl.lit("否")),
        ),
    }  # fmt: skip


def _stage() -> pl.Expr:
    """The stage that goes with an age."""
    names = {6 + n: f"小学{'一二三四五六'[n]}年级" for n in range(6)}
    names |= {
        12: "七年级",
        13: "八年级",
        14: "九年级",
        15: "普通高中一年级",
        16: "普通高中二年级",
        17: "普通高中三年级",
        18: "普通高中三年级",
    }
    return pl.col("age").replace_strict(names, default=None, return_dtype=pl.String)


def _day(before: pl.Expr) -> pl.Expr:
    return (pl.lit(AS_OF) - pl.duration(days=before)).dt.to_string("%Y-%m-%d")


def _month(before: pl.Expr) -> pl.Expr:
    index = AS_OF.year * 12 + AS_OF.month - 1 - before
    return (index // 12 * 100 + index % 12 + 1).cast(pl.String)


def _skewed(values: tuple[str, ...] | list[str]) -> list[str]:
    """Each value as often as its rank says: a few names are everywhere."""
    return [value for rank, value in enumerate(values, 1) for _ in range(max(1, 400 // (rank + 4)))]
