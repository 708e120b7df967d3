"""A made-up run as the engine would give it back: three townships, four lists, awkward names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from huitoukan.engine import results
from huitoukan.engine.results import Cleaned, FileReport, KindGuess, Result, RuleReport, SheetReport, Sheets
from huitoukan.messages import say
from huitoukan.policy import load_pack
from huitoukan.policy.models import (
    Fact,
    Family,
    FieldType,
    Level,
    ListField,
    ListKind,
    Pack,
    Parameter,
    ParameterValue,
    Role,
    Rule,
    RuleKind,
    Severity,
    Subject,
    ValueType,
)

AS_OF = dt.date(2026, 10, 31)
TOWNSHIPS = ("青石镇", "云台乡", "柳河镇")
HOSTILE = ("=cmd|'/c calc'!A0", "+1", "@SUM(A1)", "-2+3", "<script>alert(1)</script>", "\t=1+1")
REGISTRY, CLAIMS, STUDENTS, BROKEN = "监测对象信息.xlsx", "医保/住院费用.csv", "学籍.xlsx", "坏文件.xls"

_TYPES = {Role.ID_NO: FieldType.ID_NO, Role.NAME: FieldType.NAME, Role.BIRTH_DATE: FieldType.DATE}
_TITLES = {
    "county": "县", "township": "乡镇", "village": "行政村", "household_no": "户编号", "person_no": "人编号",
    "name": "姓名", "id_no": "证件号码", "sex": "性别", "birth_date": "出生日期", "phone": "电话",
}  # fmt: skip


def _kind(kind: str, title: str, subject: Subject, roles: tuple[str, ...]) -> ListKind:
    fields = {
        role: ListField(title=_TITLES[role], type=_TYPES.get(Role(role), FieldType.TEXT), role=Role(role))
        for role in roles
    }
    return ListKind(
        id=kind, title=title, source="department", sender="某局", row="一人", subject=subject, fields=fields
    )


def _rule(rule: str, title: str, kind: RuleKind, severity: Severity, level: Level = Level.PERSON) -> Rule:
    return Rule(
        id=rule, level=level, kind=kind, severity=severity, title=title, when="age > 0",
        sentence="{age}", advice="入户核对户口簿和身份证，在系统中更正。", source="核查要求",
    )  # fmt: skip


@pytest.fixture(scope="session")
def pack() -> Pack:
    """A small pack: four lists, four families, five rules."""
    person = ("name", "id_no")
    registered = (
        *("county", "township", "village", "household_no", "person_no", "name", "id_no", "sex", "birth_date"),
        "phone",
    )
    kinds = (
        _kind("registered", "监测对象信息", Subject.REGISTERED, registered),
        _kind("roster", "农村户籍花名册", Subject.ROSTER, ("township", "village", "household_no", *person, "sex")),
        _kind("medical_claims", "住院费用结算", Subject.PERSON, person),
        _kind("students", "学籍及控辍保学", Subject.PERSON, (*person, "township")),
    )
    rules = (
        _rule("identity.checksum", "证件号码有误", RuleKind.DATA, Severity.GENERAL),
        _rule("identity.sex", "性别与证件号码不符", RuleKind.DATA, Severity.GENERAL),
        _rule("medical.burden", "医疗自付费用高", RuleKind.RISK, Severity.IMPORTANT, Level.HOUSEHOLD),
        _rule("education.dropout", "疑似失学辍学", RuleKind.RISK, Severity.URGENT),
        _rule("missed.burden", "医疗负担重而未登记", RuleKind.MISSED, Severity.URGENT, Level.HOUSEHOLD),
    )
    facts = {
        "person": {"age": ("年龄", ValueType.INTEGER), "id_no": ("证件号码", ValueType.TEXT)},
        "household": {
            "self_paid_year": ("一年自付费用", ValueType.NUMBER),
            "registered": ("已登记", ValueType.BOOLEAN),
        },
    }
    income = ParameterValue(since=dt.date(2024, 1, 1), value=8500, source="示例")
    return Pack(
        id="little", title="测试政策包", version="2026.11", head_relation="户主",
        parameters={"income_line": Parameter(id="income_line", title="监测收入线", type=ValueType.NUMBER, unit="元", values=(income,))},
        words={}, values={}, kinds={kind.id: kind for kind in kinds},
        families={
            "identity": Family(id="identity", title="身份信息", title_en="Identity"),
            "medical": Family(id="medical", title="医疗", title_en="Medical care"),
            "education": Family(id="education", title="教育", title_en="Education"),
            "missed": Family(id="missed", title="漏识", title_en="Missed"),
        },
        facts={
            level: {
                name: Fact(id=name, level=Level(level), type=kind, title=title, given=name)
                for name, (title, kind) in known.items()
            }
            for level, known in facts.items()
        },
        rules={rule.id: rule for rule in rules},
        linkage=load_pack().linkage,
    )  # fmt: skip


def _id_no(person: int) -> str:
    """Eighteen characters around a birth date; whether the check digit is right matters to nobody here."""
    return f"990123{1950 + person % 70}{person % 12 + 1:02}{person % 28 + 1:02}{person % 1000:03}X"


def _registry(households: int) -> pl.DataFrame:
    """Three people a household; every 40th ID number is no right one, every 50th name is hostile."""
    persons = households * 3
    number = range(persons)
    return pl.DataFrame(
        {
            "row_id": number,
            "file": [REGISTRY] * persons,
            "sheet": ["Sheet1"] * persons,
            "row": [n + 4 for n in number],
            "county": ["云岭县"] * persons,
            "township": [TOWNSHIPS[n // 3 % 3][: 2 + n % 2] for n in number],
            "township_key": [TOWNSHIPS[n // 3 % 3][:2] for n in number],
            "village": [f"{'上下前后'[n // 3 % 4]}河村" for n in number],
            "household_no": [f"99000000{n // 3:06}" for n in number],
            "person_no": [f"P{n:09}" for n in number],
            "name": [HOSTILE[n // 50 % len(HOSTILE)] if n % 50 == 1 else f"张{n}" for n in number],
            "id_no": [_id_no(n) for n in number],
            "id_no_id18": [None if n % 40 == 0 else _id_no(n) for n in number],
            "sex": ["男" if n % 2 else "女" for n in number],
            "birth_date": [dt.date(1950 + n % 70, n % 12 + 1, n % 28 + 1) for n in number],
            "phone": [f"139{n:08}" for n in number],
        },
        schema_overrides={"row": pl.Int32},
    )


def _roster() -> pl.DataFrame:
    number = range(4)
    return pl.DataFrame(
        {
            "row_id": number,
            "file": ["花名册.xlsx"] * 4,
            "sheet": ["青石镇"] * 4,
            "row": [n + 2 for n in number],
            "township": ["青石镇"] * 4,
            "village": ["上河村"] * 4,
            "household_no": [f"R{n:06}" for n in number],
            "name": [f"李{n}" for n in number],
            "id_no": [_id_no(500 + n) for n in number],
            "sex": ["男"] * 4,
        },
        schema_overrides={"row": pl.Int32},
    )


def _department(kind: str, persons: int) -> pl.DataFrame:
    """A list of every tenth person; students stand on two sheets."""
    number = range(0, persons, 10)
    sheets = [f"第{n // 10 % 2 + 1}页" if kind == "students" else "住院费用" for n in number]
    return pl.DataFrame(
        {
            "row_id": range(len(number)),
            "file": [STUDENTS if kind == "students" else CLAIMS] * len(number),
            "sheet": sheets,
            "row": [n // 10 + 2 for n in number],
            "name": [f"张{n}" for n in number],
            "id_no": [_id_no(n) for n in number],
        },
        schema_overrides={"row": pl.Int32},
    )


def _findings(registry: pl.DataFrame) -> pl.DataFrame:
    """Two of every five people; households by turns; one of a roster household, one without township."""
    rules = ("identity.checksum", "identity.sex", "medical.burden", "education.dropout")
    people = registry.filter(pl.col("row_id") % 5 < 2)
    chosen = pl.Series([rules[n % 4] for n in range(people.height)], dtype=pl.String)
    household = chosen == "medical.burden"
    made = people.select(
        rule_id=chosen,
        level=pl.when(household).then(pl.lit("household")).otherwise(pl.lit("person")),
        household_no="household_no",
        person_no=pl.when(household).then(None).otherwise("person_no"),
        confidence=pl.when(pl.col("row_id") % 7 == 0).then(pl.lit("review")).otherwise(pl.lit("firm")),
        township=_whole_township(),
        village="village",
        name="name",
        id_no="id_no",
        sentence=pl.format("{}的登记信息有疑问。", pl.col("name")),
    )
    odd = [
        ("missed.burden", "household", "R000001", None, "firm", "青石镇", "上河村", "李1", _id_no(501), "自付21000元。"),
        ("education.dropout", "person", "R000002", _id_no(502), "review", None, None, "李2", _id_no(502), "疑似辍学。"),
    ]  # fmt: skip
    extra = pl.DataFrame(odd, schema=made.schema, orient="row")
    return pl.concat([made, extra]).with_row_index("finding_id").cast(results.FINDINGS).select(*results.FINDINGS)


def _whole_township() -> pl.Expr:
    """The name that the result calls a township by; rows of the registry may call it otherwise."""
    return pl.col("township_key").replace({name[:2]: name for name in TOWNSHIPS})


def _facts(findings: pl.DataFrame) -> pl.DataFrame:
    household = pl.col("level") == "household"
    return findings.select(
        "finding_id",
        position=pl.lit(0),
        fact=pl.when(household).then(pl.lit("self_paid_year")).otherwise(pl.lit("id_no")),
        value=pl.when(household).then(pl.lit("21000")).otherwise("id_no"),
    ).cast(results.FINDING_FACTS)


def _sources(findings: pl.DataFrame, claims: int) -> pl.DataFrame:
    """Each finding: its registry row, two rows of claims (one scored), and an absence for every third."""
    own = findings.select(
        "finding_id",
        fact=pl.lit("age"),
        kind=pl.lit("registered"),
        row_id="finding_id",
        method=pl.lit("own"),
        score=None,
    )
    claim = [
        findings.select(
            "finding_id", fact=pl.lit("self_paid_year"), kind=pl.lit("medical_claims"),
            row_id=(pl.col("finding_id") + more) % claims, method=pl.lit(method), score=pl.lit(score),
        )
        for more, method, score in ((0, "exact", None), (1, "scored", 12.34567))
    ]  # fmt: skip
    absent = findings.filter(pl.col("finding_id") % 3 == 0).select(
        "finding_id", fact=pl.lit("age"), kind=pl.lit("students"), row_id=None, method=pl.lit("absent"), score=None
    )
    frames = [frame.cast(results.FINDING_SOURCES).select(*results.FINDING_SOURCES) for frame in (own, *claim, absent)]
    return pl.concat(frames)


def _links(registry: pl.DataFrame, claims: pl.DataFrame) -> pl.DataFrame:
    own = registry.select(
        kind=pl.lit("registered"), row_id="row_id", person="person_no", household_no="household_no",
        registered=True, method=pl.lit("own"), score=None, gap=None, evidence=None,
    )  # fmt: skip
    linked = claims.filter(pl.col("row_id") >= 3).select(
        kind=pl.lit("medical_claims"), row_id="row_id",
        person=pl.when(pl.col("row_id") == 3).then("id_no").otherwise(pl.format("P{}", pl.col("row_id"))),
        household_no=pl.lit("99000000000001"), registered=pl.col("row_id") > 3,
        method=pl.when(pl.col("row_id") % 5 == 0).then(pl.lit("scored")).otherwise(pl.lit("exact")),
        score=pl.when(pl.col("row_id") % 5 == 0).then(pl.lit(14.98765)), gap=None,
        evidence=pl.format("证件号码 {} 一位之差", pl.col("id_no")),
    )  # fmt: skip
    return pl.concat([frame.cast(results.LINKS).select(*results.LINKS) for frame in (own, linked)])


def _reviews() -> pl.DataFrame:
    """Three rows of claims wait: one with two candidates (a registered one, one of the roster), two without."""
    lines = [
        ("medical_claims", 0, "undecided", 1, "P000000001", "registered", 1, 8.25, 1.5, "姓名不同；生日相同"),
        ("medical_claims", 0, "undecided", 2, _id_no(500), "roster", 0, 6.75, None, "姓名同音"),
        ("medical_claims", 1, "other_name", 1, "P000000010", "registered", 10, 5.0, None, "姓名对不上"),
        ("medical_claims", 2, "nobody", None, None, None, None, None, None, None),
        ("registered", 0, "undecided", 1, _id_no(501), "roster", 1, 7.0, 2.0, "姓名相近"),
    ]
    return pl.DataFrame(lines, schema=results.LINK_REVIEWS, orient="row")


def _guess(kind: str) -> KindGuess:
    return KindGuess(kind, 0.9, {"name": "姓名", "id_no": "证件号码"}, (), ())


def _sheets(folder: Path, lists: dict[str, pl.DataFrame]) -> Sheets:
    paths, raw, headers = {}, {}, {}
    for kind, table in lists.items():
        paths[kind] = (folder / f"{kind}.parquet",)
        table.write_parquet(paths[kind][0])
        for (file, sheet), rows in table.group_by("file", "sheet", maintain_order=True):
            path = folder / f"raw-{len(raw)}.arrow"
            cells = rows.select("row", c0="name", c1="id_no", c2=pl.lit("=1+1"))
            pl.concat([cells, _unread_rows(cells)]).write_ipc(path)
            raw[(str(file), str(sheet))] = path
            headers[(str(file), str(sheet))] = ("姓名", "证件号码", "备注" if kind == "students" else "说明")
    reports = [
        SheetReport(file, sheet, kind, 1, (_guess(kind),), rows.height + 1, 1)
        for kind, table in lists.items()
        for (file, sheet), rows in table.group_by("file", "sheet", maintain_order=True)
    ]
    unreadable = pl.DataFrame(
        [(s.file, s.sheet, 99_999, s.kind, "这一行没有姓名、证件号码和户编号") for s in reports],
        schema={"file": pl.String, "sheet": pl.String, "row": pl.Int32, "kind": pl.String, "reason": pl.String},
        orient="row",
    )
    unreadable.write_parquet(folder / "unreadable.parquet")
    hidden = SheetReport(STUDENTS, "旧", None, None, (), 7, 0, say("outputs.nothing_found"))
    return Sheets(
        lists=paths, raw=raw, headers=headers,
        present={kind: frozenset(table.columns) for kind, table in lists.items()},
        unreadable=folder / "unreadable.parquet",
        files=(
            *(FileReport(file, "ab" * 32, 20_480) for file in (REGISTRY, "花名册.xlsx", CLAIMS, STUDENTS)),
            FileReport(BROKEN, "cd" * 32, 10, say("outputs.nothing_found")),
        ),
        sheets=(*reports, hidden),
        cleaned=(Cleaned(CLAIMS, "", "medical_claims", "id_no", 500, 12, ("4.3E+17",)),),
        mapping_draft="# 草稿\n",
    )  # fmt: skip


def _unread_rows(cells: pl.DataFrame) -> pl.DataFrame:
    """The row of each sheet that could not be read: it has a remark only."""
    return cells.head(1).with_columns(
        row=pl.lit(99_999, dtype=pl.Int32), c0=pl.lit(None, dtype=pl.String), c1=pl.lit(None, dtype=pl.String)
    )


MakeResult = Callable[..., Result]


@pytest.fixture(scope="session")
def make_result(tmp_path_factory: pytest.TempPathFactory) -> MakeResult:
    """``make_result(households)``: a whole run over that many registered households."""

    def make(households: int = 100) -> Result:
        folder = tmp_path_factory.mktemp("run")
        return build_result(folder, households)

    return make


def build_result(folder: Path, households: int) -> Result:
    """The run, with its Parquet files in ``folder``."""
    registry = _registry(households)
    claims = _department("medical_claims", registry.height)
    lists = {
        "registered": registry,
        "roster": _roster(),
        "medical_claims": claims,
        "students": _department("students", registry.height),
    }
    findings = _findings(registry)
    base = registry.group_by(_whole_township().alias("township"), maintain_order=True).agg(
        registered_households=pl.col("household_no").n_unique(), registered_persons=pl.len()
    )
    return Result(
        as_of=AS_OF, pack="little", pack_version="2026.11", parameters={"income_line": 8500},
        sheets=_sheets(folder, lists), findings=findings, finding_facts=_facts(findings).lazy(),
        finding_sources=_sources(findings, claims.height).lazy(), links=_links(registry, claims).lazy(),
        link_reviews=_reviews(),
        rules=(
            RuleReport("identity.checksum", 5),
            RuleReport("education.dropout", 0, ("学籍及控辍保学",), silent=True),
            RuleReport("missed.burden", 1, ("住院费用结算：个人自付",)),
        ),
        households=base.with_columns(rural_households=pl.col("registered_households") * 5),
        timings={"sheets": 1.23456, "rules": 0.5},
    )  # fmt: skip


@pytest.fixture(scope="session")
def result(make_result: MakeResult) -> Result:
    """A run over a hundred households."""
    return make_result()
