"""What a run could not decide is asked of people, and known again when the next run comes."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from tests.conftest import COUNTY, EAST, EAST_VILLAGES, WEST_VILLAGES
from tests.link_questions import DEATHS, IMPORT, LISTS, PEOPLE, WATER, Judge, Review

from huitoukan.core.access.roles import Role
from huitoukan.domain.linkage_review import actions, enlisting, queries
from huitoukan.domain.linkage_review.enums import Likeness, QuestionState
from huitoukan.domain.linkage_review.models import Asking, Question
from huitoukan.domain.linkage_review.verdicts import decisions
from huitoukan.engine.results import Result
from huitoukan.samples.identity import check_digit

ALL = {"孙梅": ["P3"], "钱勇": ["P4"], "王芳": ["P1", "P2"], "周强": ["P5", "P6"]}
BORN = "99013219900228433"


def _asked() -> dict[str, list[str]]:
    """Names of the rows that wait for a person, with the keys of the candidates."""
    askings = Asking.objects.filter(run=queries.current_run(), is_undecided=True).order_by("pk")
    return {each.name: [candidate.key for candidate in each.candidates.all()] for each in askings}


def test_each_undecided_row_is_a_question_with_its_candidates(review: Review) -> None:
    assert _asked() == ALL


def test_both_records_are_kept_and_what_differs_between_them(review: Review) -> None:
    asking = review.asking("孙梅")
    (owner,) = asking.candidates.all()
    assert asking.record == {"name": "孙梅", "id_no": DEATHS[0]["id_no"]}
    assert owner.record == {
        "name": "李红", "id_no": PEOPLE[3]["id_no"], "township": "东河镇", "village": "柳树村"
    }  # fmt: skip
    assert (owner.differs, owner.likeness) == (["name"], Likeness.OWNER)
    first = review.asking("王芳").candidates.first()
    assert (first.differs, first.likeness, first.evidence) == ([], Likeness.WEAK, "姓名相同；乡镇相同")


def test_a_question_says_where_its_row_stands(review: Review) -> None:
    asking = review.asking("钱勇")
    assert (asking.origin, asking.file, asking.sheet, asking.row) == (IMPORT, "上传/deaths.xlsx", "Sheet1", 3)
    assert asking.list_title == "死亡人员名单"


def test_a_question_lies_in_the_narrowest_area_that_holds_all_its_candidates(review: Review) -> None:
    codes = {name: review.asking(name).area_code for name in ALL}
    assert codes == {"孙梅": EAST_VILLAGES[0], "钱勇": WEST_VILLAGES[1], "王芳": EAST, "周强": COUNTY}


def test_candidates_that_are_hard_to_tell_apart_take_two_people(review: Review) -> None:
    assert {name for name in ALL if review.asking(name).is_close} == {"王芳", "周强"}


def test_nothing_is_seen_before_the_run_is_done(review: Review, first: Result) -> None:
    before = list(Asking.objects.order_by("pk").values_list("pk", flat=True))
    review.enlist(first)
    assert queries.current_run() == 1
    assert list(queries.askings_seen_by(review.officer(COUNTY)).order_by("pk").values_list("pk", flat=True)) == before
    review.finish()
    assert queries.current_run() == 2
    assert _asked() == ALL


def test_a_run_that_was_cut_off_begins_again_and_leaves_nothing_twice(
    fresh: Review, first: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(enlisting, "BATCH", 1)
    written = 0

    @contextmanager
    def cut_off():
        nonlocal written
        written += 1
        if written > 2:
            raise KeyboardInterrupt
        yield

    with pytest.raises(KeyboardInterrupt):
        fresh.enlist(first, writing=cut_off)
    assert Asking.objects.count() == 2
    fresh.ask(first)
    assert (Asking.objects.count(), Question.objects.count()) == (4, 4)
    assert _asked() == ALL


def test_the_same_row_is_the_same_question_and_old_askings_go(review: Review, first: Result) -> None:
    before = set(Question.objects.values_list("pk", flat=True))
    for _ in range(3):
        review.ask(first)
    assert set(Question.objects.values_list("pk", flat=True)) == before
    assert set(Asking.objects.values_list("run", flat=True)) == {3, 4}


def test_yes_links_the_row_in_the_next_run_and_is_not_asked_again(review: Review, judge: Judge) -> None:
    """The whole way: a run, an answer, the next run."""
    review.answer(review.officer(), "孙梅", "P3")
    second = judge(LISTS, decisions())
    linked = second.links.filter(kind="deaths", row_id=0).collect()
    assert linked.select("person", "method").rows() == [("P3", "decided")]
    review.ask(second)
    assert "孙梅" not in _asked()
    asking = review.asking("孙梅")
    assert (asking.is_undecided, asking.question.state) == (False, QuestionState.ANSWERED)
    assert [each.key for each in asking.candidates.all()] == ["P3"]


def test_no_is_not_asked_again_and_links_nobody(review: Review, judge: Judge) -> None:
    review.answer(review.officer(), "孙梅", None)
    second = judge(LISTS, decisions())
    assert second.links.filter(kind="deaths", row_id=0).collect().is_empty()
    review.ask(second)
    assert _asked().keys() == ALL.keys() - {"孙梅"}


def test_an_answer_goes_with_its_row_wherever_it_stands_next_month(review: Review, judge: Judge) -> None:
    review.answer(review.officer(), "孙梅", "P3")
    moved = {**LISTS, "deaths": [{"name": "何平", "id_no": None}, *reversed(DEATHS)]}
    second = judge(moved, decisions())
    assert second.links.filter(kind="deaths", row_id=2).collect()["method"].to_list() == ["decided"]
    review.ask(second)
    assert review.asking("孙梅").row == 4


def test_an_answer_about_a_name_alone_holds_only_where_the_row_stood(review: Review, judge: Judge) -> None:
    for name in ("老甲", "老乙"):
        review.answer(review.officer(name=name), "王芳", "P1")
    moved = {**LISTS, "water": [WATER[1], WATER[0]]}
    second = judge(moved, decisions())
    assert second.links.filter(kind="water").collect().is_empty()
    review.ask(second)
    assert Question.objects.filter(mark=review.question("王芳").mark).count() == 2
    assert review.question("王芳").state == QuestionState.OPEN


def test_a_row_that_is_gone_is_shown_no_more_but_its_answer_is_kept(review: Review, judge: Judge) -> None:
    officer = review.officer()
    review.answer(officer, "孙梅", "P3")
    question = review.question("孙梅")
    review.ask(judge({**LISTS, "deaths": DEATHS[1:]}, decisions()))
    assert not queries.askings_seen_by(officer).filter(question=question).exists()
    assert question.answers.count() == 1
    review.ask(judge(LISTS, decisions()))
    assert review.question("孙梅") == question
    assert review.asking("孙梅").is_undecided is False


def test_a_new_candidate_opens_a_question_that_was_decided(review: Review, judge: Judge) -> None:
    officer = review.officer(COUNTY, role=Role.COUNTY_OFFICER)
    second_officer = review.officer(COUNTY, "老乙", role=Role.COUNTY_OFFICER)
    for each in (officer, second_officer):
        review.answer(each, "周强", None)
    newcomer = {**PEOPLE[6], "household_no": "H9", "person_no": "P9", "id_no": BORN + check_digit(BORN)}
    more = {**LISTS, "registered": [*PEOPLE.values(), newcomer]}
    review.ask(judge(more, decisions()))
    assert _asked()["周强"] == ["P9"]
    question = review.question("周强")
    assert (question.state, question.turn) == (QuestionState.OPEN, 2)
    review.answer(officer, "周强", "P9")
    third = judge(more, decisions())
    assert third.links.filter(kind="water", row_id=1).collect()["person"].to_list() == ["P9"]


def test_a_run_that_began_before_the_answer_does_not_open_it_again(review: Review, first: Result) -> None:
    review.answer(review.officer(), "孙梅", "P3")
    review.ask(first)
    assert review.question("孙梅").state == QuestionState.ANSWERED
    assert review.asking("孙梅").is_undecided


def test_rows_that_say_the_same_are_one_question(fresh: Review, judge: Judge) -> None:
    fresh.ask(judge({**LISTS, "deaths": [DEATHS[0], DEATHS[1], DEATHS[0]]}))
    asking = fresh.asking("孙梅")
    assert (asking.count, asking.row) == (2, 2)
    fresh.answer(fresh.officer(), "孙梅", "P3")
    second = judge({**LISTS, "deaths": [DEATHS[0], DEATHS[1], DEATHS[0]]}, decisions())
    assert second.links.filter(kind="deaths").collect()["row_id"].to_list() == [0, 2]


def test_a_withdrawn_answer_decides_nothing(review: Review) -> None:
    officer = review.officer()
    review.answer(officer, "孙梅", "P3")
    assert decisions().height == 1
    actions.withdraw(by=officer, question=review.question("孙梅"))
    assert decisions().height == 0
