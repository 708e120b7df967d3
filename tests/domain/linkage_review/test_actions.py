"""Answers: who may give them, when they count, and what becomes of it when two people differ."""

from __future__ import annotations

import threading

import pytest
from django.db import connection
from tests.conftest import COUNTY, EAST, EAST_VILLAGES, WEST
from tests.link_questions import Review

from huitoukan.core.access.holdings import Refused
from huitoukan.core.access.roles import Role
from huitoukan.core.audit.events import Event
from huitoukan.core.audit.models import Entry
from huitoukan.domain.linkage_review import actions, queries
from huitoukan.domain.linkage_review.actions import WrongAnswer
from huitoukan.domain.linkage_review.enums import COUNTED, MOVES, QuestionState, state_by
from huitoukan.domain.linkage_review.verdicts import decisions
from huitoukan.engine.results import Result

S = QuestionState


def _decided() -> dict[str, bool]:
    """Candidate → whether the next run takes the row for this person."""
    return {row["candidate"]: row["same"] for row in decisions().iter_rows(named=True)}


def test_every_state_has_its_moves_and_each_can_be_reached() -> None:
    assert set(MOVES) == set(S)
    assert set().union(*MOVES.values()) == set(S)
    assert set(COUNTED) < set(S)


@pytest.mark.parametrize(
    ("choices", "wants_two", "state"),
    [
        ([], False, S.OPEN),
        (["a"], False, S.ANSWERED),
        (["a"], True, S.HALF),
        (["a", "a"], True, S.ANSWERED),
        (["a", "a"], False, S.ANSWERED),
        (["a", "b"], True, S.DISPUTED),
        (["a", "b"], False, S.DISPUTED),
        (["a", "a", "b"], True, S.DISPUTED),
    ],
)
def test_what_the_answers_of_people_make_of_a_question(choices: list[str], wants_two: bool, state: S) -> None:
    assert state_by(choices, wants_two=wants_two) is state


def test_the_first_answer_counts(review: Review) -> None:
    assert review.answer(review.officer(), "孙梅", "P3") is S.ANSWERED
    assert _decided() == {"P3": True}


def test_yes_for_one_candidate_is_no_for_the_others(review: Review) -> None:
    for name in ("老甲", "老乙"):
        review.answer(review.officer(name=name), "王芳", "P2")
    assert _decided() == {"P1": False, "P2": True}


def test_none_of_them_is_no_for_all(review: Review) -> None:
    for name in ("老甲", "老乙"):
        review.answer(review.officer(name=name), "王芳")
    assert _decided() == {"P1": False, "P2": False}


def test_where_candidates_are_hard_to_tell_apart_one_answer_does_not_count(review: Review) -> None:
    assert review.answer(review.officer(name="老甲"), "王芳", "P2") is S.HALF
    assert _decided() == {}
    assert review.answer(review.officer(name="老乙"), "王芳", "P2") is S.ANSWERED
    assert _decided() == {"P1": False, "P2": True}


def test_whoever_looks_again_and_disagrees_makes_it_disputed(review: Review) -> None:
    review.answer(review.officer(name="老甲"), "孙梅", "P3")
    assert review.answer(review.officer(name="老乙"), "孙梅", None) is S.DISPUTED
    assert _decided() == {}


def test_a_disputed_question_takes_no_further_answer(review: Review) -> None:
    review.answer(review.officer(name="老甲"), "孙梅", "P3")
    review.answer(review.officer(name="老乙"), "孙梅", None)
    with pytest.raises(WrongAnswer, match="等县级裁定"):
        review.answer(review.officer(name="老丙"), "孙梅", "P3")


def test_nobody_answers_twice(review: Review) -> None:
    officer = review.officer()
    review.answer(officer, "孙梅", "P3")
    with pytest.raises(WrongAnswer, match="请先撤回"):
        review.answer(officer, "孙梅", None)


def test_a_withdrawn_answer_leaves_the_others(review: Review) -> None:
    first, second = review.officer(name="老甲"), review.officer(name="老乙")
    review.answer(first, "孙梅", "P3")
    review.answer(second, "孙梅", None)
    assert actions.withdraw(by=second, question=review.question("孙梅")).state == S.ANSWERED
    assert _decided() == {"P3": True}
    assert actions.withdraw(by=first, question=review.question("孙梅")).state == S.OPEN
    with pytest.raises(WrongAnswer, match="没有可以撤回的结论"):
        actions.withdraw(by=first, question=review.question("孙梅"))


def test_the_county_settles_with_a_reason_and_then_it_counts(review: Review) -> None:
    review.answer(review.officer(name="老甲"), "孙梅", "P3")
    review.answer(review.officer(name="老乙"), "孙梅", None)
    county = review.officer(COUNTY, role=Role.COUNTY_OFFICER)
    question = review.question("孙梅")
    with pytest.raises(WrongAnswer, match="裁定依据"):
        actions.settle(by=county, question=question, candidate=None, reason=" 是 ")
    settled = actions.settle(
        by=county, question=question, candidate=review.candidate("孙梅", "P3"), reason="村里核实，电话 13800001234"
    )
    assert settled.state == S.SETTLED
    assert _decided() == {"P3": True}
    assert settled.answers.get(is_ruling=True).reason == "村里核实，电话 ****"
    with pytest.raises(WrongAnswer, match="已经裁定"):
        actions.withdraw(by=county, question=question)


def test_what_is_not_disputed_is_not_settled(review: Review) -> None:
    county = review.officer(COUNTY, role=Role.COUNTY_OFFICER)
    with pytest.raises(WrongAnswer, match="没有争议"):
        actions.settle(by=county, question=review.question("孙梅"), candidate=None, reason="村里核实过")


def test_whoever_answered_does_not_settle(review: Review) -> None:
    county = review.officer(COUNTY, role=Role.COUNTY_OFFICER)
    review.answer(county, "孙梅", "P3")
    review.answer(review.officer(name="老乙"), "孙梅", None)
    with pytest.raises(WrongAnswer, match="另一位同志"):
        actions.settle(by=county, question=review.question("孙梅"), candidate=None, reason="村里核实过")


def test_a_township_does_not_settle_its_own_disputes(review: Review) -> None:
    review.answer(review.officer(name="老甲"), "孙梅", "P3")
    review.answer(review.officer(name="老乙"), "孙梅", None)
    with pytest.raises(Refused):
        actions.settle(
            by=review.officer(name="老丙"), question=review.question("孙梅"), candidate=None, reason="村里核实过"
        )


@pytest.mark.parametrize(
    ("role", "at", "may"),
    [
        (Role.TOWNSHIP_OFFICER, EAST, True),
        (Role.COUNTY_OFFICER, COUNTY, True),
        (Role.TOWNSHIP_OFFICER, WEST, False),  # the right role, somebody else's area
        (Role.TOWNSHIP_OFFICER, EAST_VILLAGES[1], False),
        (Role.VILLAGE_WORKER, EAST, False),
        (Role.LEADER, COUNTY, False),
        (Role.AUDITOR, COUNTY, False),
    ],
)
def test_who_may_answer_where(review: Review, role: Role, at: str, may: bool) -> None:
    """The question lies in a village of the east."""
    person = review.officer(at, role=role)
    seen = queries.askings_seen_by(person).filter(name="孙梅").exists()
    assert seen == may
    if may:
        review.answer(person, "孙梅", "P3")
        return
    question = review.question("孙梅")
    for act in (
        lambda: actions.answer(by=person, question=question, candidate=None),
        lambda: actions.later(by=person, question=question),
        lambda: actions.withdraw(by=person, question=question),
        lambda: actions.settle(by=person, question=question, candidate=None, reason="村里核实过"),
    ):
        with pytest.raises(Refused):
            act()
    assert _decided() == {}


def test_candidates_of_two_townships_are_seen_by_the_county_only(review: Review) -> None:
    for township in (EAST, WEST):
        assert not queries.askings_seen_by(review.officer(township)).filter(name="周强").exists()
    assert queries.askings_seen_by(review.officer(COUNTY, role=Role.COUNTY_OFFICER)).filter(name="周强").exists()


def test_later_moves_to_the_end_of_ones_own_queue_only(review: Review) -> None:
    first, second = (review.officer(COUNTY, name, Role.COUNTY_OFFICER) for name in ("老甲", "老乙"))

    def waiting(who: object) -> list[str]:
        return [each.name for each in queries.queue(who, queries.askings_seen_by(who))]

    before = waiting(first)
    assert before == ["周强", "王芳", "孙梅", "钱勇"]
    actions.later(by=first, question=review.question("周强"))
    actions.later(by=first, question=review.question("王芳"))
    assert waiting(first) == ["孙梅", "钱勇", "周强", "王芳"]
    actions.later(by=first, question=review.question("周强"))
    assert waiting(first) == ["孙梅", "钱勇", "王芳", "周强"]
    assert waiting(second) == before


def test_the_queue_holds_what_waits_for_this_person(review: Review) -> None:
    first, second = (review.officer(name=name) for name in ("老甲", "老乙"))
    review.answer(first, "王芳", "P1")

    def waiting(who: object) -> set[str]:
        return {each.name for each in queries.queue(who, queries.askings_seen_by(who))}

    assert waiting(first) == {"孙梅"}
    assert waiting(second) == {"孙梅", "王芳"}
    review.answer(second, "王芳", "P2")
    assert waiting(second) == {"孙梅"}


def test_the_trail_tells_of_answers_without_naming_anybody(review: Review) -> None:
    first, second = (review.officer(name=name) for name in ("老甲", "老乙"))
    review.answer(first, "孙梅", "P3")
    review.answer(second, "孙梅", None)
    actions.withdraw(by=second, question=review.question("孙梅"))
    review.answer(second, "孙梅", None)
    county = review.officer(COUNTY, role=Role.COUNTY_OFFICER)
    actions.settle(by=county, question=review.question("孙梅"), candidate=None, reason="村里核实过")
    told = Entry.objects.filter(subject_kind="link").order_by("number")
    events = [Event.LINK_ANSWERED, Event.LINK_ANSWERED, Event.LINK_WITHDRAWN, Event.LINK_ANSWERED, Event.LINK_SETTLED]
    assert [each.action for each in told] == events
    assert {(each.area_code, each.subject_name) for each in told} == {(EAST_VILLAGES[0], "死亡人员名单 · 2")}
    said = " ".join(each.details + each.subject_name for each in told)
    assert '"candidate":"P3"' in told[0].details
    assert not [name for name in ("孙梅", "李红", "19750130") if name in said]


def test_a_candidate_of_an_earlier_run_cannot_be_chosen(review: Review, first: Result) -> None:
    officer, old = review.officer(), review.candidate("孙梅", "P3")
    review.ask(first)
    with pytest.raises(WrongAnswer, match="请刷新"):
        actions.answer(by=officer, question=review.question("孙梅"), candidate=old)


def test_what_no_run_asks_any_more_cannot_be_answered(review: Review, first: Result) -> None:
    question = review.question("孙梅")
    review.finish()  # of a run that had nothing to ask
    with pytest.raises(WrongAnswer, match="不用再核对"):
        actions.answer(by=review.officer(), question=question, candidate=None)


@pytest.mark.django_db(transaction=True)
def test_two_people_at_the_same_moment_are_both_heard(review: Review) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets in one writer at a time; this is for PostgreSQL")
    question, candidate = review.question("孙梅"), review.candidate("孙梅", "P3")
    people, start = [review.officer(name=name) for name in ("老甲", "老乙")], threading.Barrier(2)

    def run(at: int) -> None:
        start.wait()
        try:
            actions.answer(by=people[at], question=question, candidate=candidate if at else None)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[at]) for at in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    question.refresh_from_db()
    assert question.answers.count() == 2
    assert question.state == S.DISPUTED
    assert _decided() == {}
