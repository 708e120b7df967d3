from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import polars as pl
import pytest

from huitoukan.engine.outputs.accounts import count_rows
from huitoukan.engine.outputs.edition import Edition
from huitoukan.engine.outputs.summary import write_summary
from huitoukan.engine.outputs.summary.problems import sum_problems
from huitoukan.engine.outputs.summary.quality import sum_quality
from huitoukan.engine.results import Result
from huitoukan.messages import Lang
from huitoukan.policy.models import Pack

VOID = {"meta", "link", "br", "img", "input", "hr"}


class Page(HTMLParser):
    """The page's tags, attributes and text; fails on a tag that is not closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data.strip())


def _page(result: Result, pack: Pack, path: Path, lang: Lang = "zh") -> str:
    edition = Edition(result, pack, lang)
    write_summary(edition, count_rows(edition), path)
    return path.read_text("utf-8")


@pytest.fixture(scope="module")
def text(result: Result, pack: Pack, tmp_path_factory: pytest.TempPathFactory) -> str:
    return _page(result, pack, tmp_path_factory.mktemp("page") / "summary.html")


def test_the_page_fetches_nothing_and_runs_nothing(text: str) -> None:
    page = Page(text)
    assert not {"script", "link", "img", "iframe", "object", "embed"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on") or name in ("src", "href", "action")]
    assert not re.search(r"https?:|//|@import|url\(", text.replace("<!doctype", ""))


def test_it_is_chinese_by_default_and_says_county_and_day(text: str) -> None:
    page = Page(text)
    assert ("lang", "zh-CN") in page.attributes
    assert "云岭县防返贫监测“回头看”核查结果" in page.words
    assert any("2026年10月31日" in words for words in page.words)


def test_it_is_whole_in_english(result: Result, pack: Pack, tmp_path: Path) -> None:
    page = Page(_page(result, pack, tmp_path / "summary.html", "en"))
    assert ("lang", "en") in page.attributes
    assert {"Problems by township", "Medical care", "Files used"} <= set(page.words)


def test_every_table_has_a_caption_and_every_panel_a_heading(text: str) -> None:
    tags = Page(text).tags
    assert tags.count("caption") == tags.count("table") >= 7
    assert tags.count("h1") == 1
    assert tags.count("h2") == tags.count("section") - 1 + tags.count("article")


def test_no_person_is_on_it(text: str, result: Result) -> None:
    for name in ("name", "id_no", "person_no"):
        for value in result.findings.get_column(name).drop_nulls().unique():
            assert value not in text


def test_words_from_the_lists_cannot_become_markup(result: Result, pack: Pack, tmp_path: Path) -> None:
    wild = replace(result, findings=result.findings.with_columns(township=pl.lit("<script>alert(1)</script>")))
    text = _page(wild, pack, tmp_path / "summary.html")
    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_a_run_without_findings_still_makes_a_page(result: Result, pack: Pack, tmp_path: Path) -> None:
    calm = replace(result, findings=result.findings.clear())
    assert "没有发现问题。" in Page(_page(calm, pack, tmp_path / "summary.html")).words


def test_the_figures_add_up(result: Result, pack: Pack) -> None:
    problems = sum_problems(Edition(result, pack))
    totals = problems.totals
    assert totals.findings == result.findings.height == totals.firm + totals.review
    assert sum(totals.severities.values()) == totals.findings
    for bars in (problems.townships, problems.families):
        assert sum(bar.total for bar in bars) == totals.findings
    assert sum(row.total for row in problems.heat) == totals.findings
    assert [row.title for row in problems.heat] == [bar.title for bar in problems.townships]
    assert problems.townships[-1].title == "未知乡镇"


def test_rates_count_registered_households_only(result: Result, pack: Pack) -> None:
    bars = {bar.title: bar for bar in sum_problems(Edition(result, pack)).townships}
    stone = bars["青石镇"]
    assert stone.rate == pytest.approx(100 * (stone.total - 1) / 34)
    assert bars["未知乡镇"].rate is None


def test_the_quality_of_lists_says_how_rows_found_their_people(result: Result, pack: Pack) -> None:
    edition = Edition(result, pack)
    quality = sum_quality(edition, count_rows(edition))
    lines = {line.title: line for line in quality.lists}
    claims = lines["住院费用结算"]
    assert (claims.read, claims.used, claims.set_aside, claims.cells_unreadable) == (31, 27, 4, 12)
    assert claims.linked is not None
    assert (claims.linked.exact, claims.linked.scored, claims.linked.undecided) == (22, 5, 3)
    assert lines["监测对象信息"].linked is None
    assert quality.read == quality.used + quality.set_aside


def test_the_quality_of_townships_counts_wrong_ids_whatever_rows_call_them(result: Result, pack: Pack) -> None:
    edition = Edition(result, pack)
    lines = sum_quality(edition, count_rows(edition)).townships
    assert [(line.title, line.households, line.persons) for line in lines] == [
        ("青石镇", 34, 102), ("云台乡", 33, 99), ("柳河镇", 33, 99),
    ]  # fmt: skip
    assert sum(line.ids_wrong for line in lines) == 8


def test_wrong_ids_of_people_without_a_township_are_counted(result: Result, pack: Pack, tmp_path: Path) -> None:
    registry = pl.read_parquet(result.sheets.lists["registered"][0])
    nowhere = pl.col("township_key") == "青石"
    blank = registry.with_columns(
        pl.when(~nowhere).then(pl.col(name)).alias(name) for name in ("township", "township_key")
    )
    blank.write_parquet(tmp_path / "registry.parquet")
    sheets = replace(result.sheets, lists={**result.sheets.lists, "registered": (tmp_path / "registry.parquet",)})
    base = result.households.with_columns(pl.col("township").replace("青石镇", ""))
    edition = Edition(replace(result, sheets=sheets, households=base), pack)
    lines = {line.title: line.ids_wrong for line in sum_quality(edition, count_rows(edition)).townships}
    wrong = registry.filter(nowhere, pl.col("id_no_id18").is_null()).height
    assert lines["未知乡镇"] == wrong > 0


def test_findings_without_a_household_number_are_no_household(result: Result, pack: Pack) -> None:
    one = pl.when(pl.col("finding_id") == 0).then("household_no")
    for blank in (None, "", " "):
        few = result.findings.with_columns(household_no=one.otherwise(pl.lit(blank)))
        totals = sum_problems(Edition(replace(result, findings=few), pack)).totals
        assert (totals.households, totals.registered_with_findings) == (1, 1)
