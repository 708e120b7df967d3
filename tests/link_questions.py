"""Some lists of the made-up county, judged by the engine, of which some rows wait for a person. Fixtures included."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest
from django.db import transaction
from tests.conftest import EAST, County
from tests.typed_lists import Lists, Row, type_lists

from huitoukan.core.access.roles import Role
from huitoukan.core.accounts.models import User
from huitoukan.domain.linkage_review import actions, enlisting
from huitoukan.domain.linkage_review.enums import QuestionState
from huitoukan.domain.linkage_review.models import Asking, Candidate, Question
from huitoukan.engine.outputs.lists import find_places
from huitoukan.engine.results import Result
from huitoukan.engine.run import Judging
from huitoukan.policy import load_pack, parameters_on
from huitoukan.samples.identity import check_digit

DAY = dt.date(2026, 10, 31)
IMPORT = 7


def _id(body: str) -> str:
    return body + check_digit(body)


def _registered(number: int, name: str, id_no: str, township: str, village: str) -> Row:
    return {
        "household_no": f"H{number}", "person_no": f"P{number}", "name": name, "id_no": id_no,
        "township": township, "village": village,
    }  # fmt: skip


PEOPLE = {
    1: _registered(1, "王芳", _id("99013219690421322"), "东河镇", "柳树村"),
    2: _registered(2, "王芳", _id("99013219811112328"), "东河镇", "石桥村"),
    3: _registered(3, "李红", _id("99013219750130226"), "东河镇", "柳树村"),
    4: _registered(4, "赵刚", _id("99013219660708215"), "西岭乡", "云台村"),
    5: _registered(5, "周强", _id("99013219720909217"), "东河镇", "石桥村"),
    6: _registered(6, "周强", _id("99013219840305211"), "西岭乡", "柳树村"),
}
# Rows that wait for a person.
DEATHS: list[Row] = [
    {"name": "孙梅", "id_no": PEOPLE[3]["id_no"]},  # the number of somebody with another name, in the east
    {"name": "钱勇", "id_no": PEOPLE[4]["id_no"]},  # the same, in the west
]
WATER: list[Row] = [
    {"head_name": "王芳", "head_id_no": None, "township": "东河镇", "problem": "水量不足"},  # two of the east
    {"head_name": "周强", "head_id_no": None, "township": None, "problem": "水质差"},  # one of each township
]
LISTS: Lists = {"registered": list(PEOPLE.values()), "deaths": DEATHS, "water": WATER}
Judge = Callable[..., Result]


def judge_lists(lists: Lists, folder: Path, decisions: pl.DataFrame | None = None) -> Result:
    """A run of the engine, with its files in ``folder``."""
    pack = load_pack()
    sheets = type_lists(pack, lists, folder).sheets
    return Judging(pack, DAY, parameters_on(pack, DAY), folder / "work", decisions).judge(sheets)


@pytest.fixture(scope="session")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    """``judge(lists, decisions)``: a run of the engine."""
    return lambda lists, decisions=None: judge_lists(lists, tmp_path_factory.mktemp("run"), decisions)


@pytest.fixture(scope="session")
def first(judge: Judge) -> Result:
    """The run of the first month."""
    return judge(LISTS)


def rows_of(result: Result) -> pl.DataFrame:
    return find_places(result.sheets).with_columns(origin=pl.lit(IMPORT), file=pl.format("上传/{}", "file"))


@dataclass
class Review:
    """Runs whose questions are asked, and people who answer them."""

    county: County
    run: int = 0

    def enlist(self, result: Result, **more: object) -> None:
        """A run, but for its last transaction."""
        enlisting.enlist(run=self.run + 1, result=result, pack=load_pack(), rows=rows_of(result), **more)

    def finish(self) -> None:
        """The last transaction."""
        self.run += 1
        with transaction.atomic():
            enlisting.take_effect(run=self.run)

    def ask(self, result: Result) -> None:
        """A whole run."""
        self.enlist(result)
        self.finish()

    def asking(self, name: str) -> Asking:
        """The question about the row with this name, as it is asked now."""
        return Asking.objects.select_related("question").get(run=self.run, name=name)

    def question(self, name: str) -> Question:
        return self.asking(name).question

    def candidate(self, name: str, key: str) -> Candidate:
        return self.asking(name).candidates.get(key=key)

    def answer(self, by: User, name: str, key: str | None = None) -> QuestionState:
        """It is the candidate with this key; without one it is none of them."""
        chosen = self.candidate(name, key) if key else None
        return QuestionState(actions.answer(by=by, question=self.question(name), candidate=chosen).state)

    def officer(self, at: str = EAST, name: str = "", role: Role = Role.TOWNSHIP_OFFICER) -> User:
        return self.county.add_person(role, at, name)


@pytest.fixture
def fresh(county: County) -> Review:
    """Nothing has been asked yet."""
    return Review(county)


@pytest.fixture
def review(fresh: Review, first: Result) -> Review:
    """The questions of the first month."""
    fresh.ask(first)
    return fresh
