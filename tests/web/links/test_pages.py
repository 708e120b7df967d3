"""The pages of the review: the list, one question at a time, and what is told after an answer."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from tests.conftest import COUNTY, EAST, WEST, County
from tests.link_questions import DEATHS, PEOPLE, Review
from tests.web.walking import ask, browser

from huitoukan.core.access.roles import Role
from huitoukan.core.audit.models import Entry
from huitoukan.domain.linkage_review.enums import QuestionState
from huitoukan.domain.linkage_review.models import Question

PART = {"HX-Request": "true", "HX-Target": "review"}
OWNER = str(PEOPLE[3]["id_no"])
OWNER_MASKED = f"{OWNER[:6]}********{OWNER[-4:]}"


@pytest.fixture
def officer(review: Review, sign_in: Callable[..., Client]) -> Client:
    return sign_in(review.officer())


@pytest.fixture
def county_officer(review: Review) -> Client:
    return browser(review.officer(COUNTY, role=Role.COUNTY_OFFICER))


def _post(client: Client, what: str, question: Question, **data: object) -> str:
    """The page that somebody is led to."""
    return client.post(reverse(f"link_{what}", args=[question.pk]), data, follow=True).content.decode()


def _names(client: Client, **query: str) -> set[str]:
    return {row.record.name for row in client.get("/links/", query).context["table"].paginated_rows}


def test_the_list_is_narrowed_by_list_township_state_and_name(review: Review, county_officer: Client) -> None:
    assert _names(county_officer) == {"孙梅", "钱勇", "王芳", "周强"}
    assert _names(county_officer, kind="water") == {"王芳", "周强"}
    assert _names(county_officer, township=WEST) == {"钱勇"}
    assert _names(county_officer, name="勇") == {"钱勇"}
    assert _names(county_officer, state="answered") == set()
    review.answer(review.officer(), "孙梅", "P3")
    assert _names(county_officer, state="answered") == {"孙梅"}


def test_another_township_sees_nothing_of_it(review: Review, sign_in: Callable[..., Client]) -> None:
    client = sign_in(review.officer(WEST))
    assert _names(client) == {"钱勇"}
    question = review.question("孙梅")
    for what in ("answer", "withdraw", "settle", "disclose"):
        assert client.post(reverse(f"link_{what}", args=[question.pk]), {"verdict": "no"}).status_code == 404
    assert client.get(reverse("link", args=[question.pk])).status_code == 404
    page = client.get("/links/review/", {"at": question.pk}).content.decode()
    assert "孙梅" not in page and "李红" not in page
    assert review.question("孙梅").state == QuestionState.OPEN


def test_the_table_is_exported_without_numbers(county_officer: Client) -> None:
    exported = ask(county_officer, "/links/", data={"export": "xlsx"})
    assert "李红 · 东河镇柳树村 · 号码是此人的" in exported.text
    assert "待核对" in exported.text
    assert str(PEOPLE[3]["id_no"]) not in exported.text
    assert Entry.objects.latest("number").action == "table.exported"


def test_both_records_stand_side_by_side_masked_and_what_differs_is_said(review: Review, officer: Client) -> None:
    page = officer.get("/links/review/", {"kind": "deaths"}).content.decode()
    assert "死亡人员名单第 2 行" in page
    assert page.count(OWNER_MASKED) == 2
    assert str(DEATHS[0]["id_no"]) not in page
    said = re.sub(r"<[^>]+>|\s+", " ", page)
    assert re.search(r"姓名\s+孙梅\s+李红\s+不同", said)
    assert re.search(r"证件号码\s+990132\S+\s+990132\S+\s+相同", said)
    assert "证件号码是此人的，姓名不是" in page


def test_in_english_the_evidence_is_english_too(review: Review, officer: Client) -> None:
    officer.cookies["huitoukan_language"] = "en"
    page = officer.get("/links/review/", {"kind": "water"}).content.decode()
    assert "same name" in page and "same township" in page
    assert not re.search(
        r"[\u4e00-\u9fff]", re.sub(r"王芳|东河镇|\S+村|饮水安全排查|上传|云岭县|中文|[a-z]+-990\d+", "", _main(page))
    )


def _main(page: str) -> str:
    return re.sub(r"<[^>]+>", " ", page.partition('<section id="review"')[2].partition("</section>")[0])


def test_yes_leads_on_to_the_next_and_can_be_withdrawn(review: Review, officer: Client) -> None:
    question, candidate = review.question("孙梅"), review.candidate("孙梅", "P3")
    page = _post(officer, "answer", question, verdict="yes", candidate=candidate.pk)
    assert "已记为“是此人”：死亡人员名单第 2 行。" in page
    assert "饮水安全排查第 2 行" in page
    assert review.question("孙梅").state == QuestionState.ANSWERED
    assert f"/links/{question.pk}/withdraw/" in page
    page = _post(officer, "withdraw", question)
    assert "已撤回" in page and "孙梅" in page
    assert review.question("孙梅").state == QuestionState.OPEN


def test_no_and_later(review: Review, officer: Client) -> None:
    water = review.question("王芳")
    page = _post(officer, "answer", water, verdict="later")
    assert "已放到您的队列最后：饮水安全排查第 2 行。" in page
    assert "死亡人员名单第 2 行" in _main(page)
    page = _post(officer, "answer", review.question("孙梅"), verdict="no")
    assert "已记为“都不是”：死亡人员名单第 2 行。" in page
    page = _post(officer, "answer", water, verdict="no")
    assert "等第二人核对一致后采用" in page
    assert "没有待核对的行" in page


def test_yes_without_a_candidate_asks_for_one(review: Review, officer: Client) -> None:
    page = _post(officer, "answer", review.question("王芳"), verdict="yes")
    assert "请先选一位候选人" in page
    assert "饮水安全排查第 2 行" in page
    assert review.question("王芳").state == QuestionState.OPEN


def test_the_filters_go_with_the_review(review: Review, officer: Client) -> None:
    page = officer.get("/links/review/", {"kind": "deaths", "at": "x"}).content.decode()
    address = re.search(r'action="(/links/\d+/answer/\?[^"]*)"', page)
    assert address and address[1].endswith("/answer/?kind=deaths")
    came = officer.post(address[1], {"verdict": "no"})
    assert came["Location"].startswith("/links/review/?kind=deaths&done=")
    assert "这些条件下没有待核对的行" in officer.get(came["Location"]).content.decode()


def test_htmx_gets_the_next_question_alone_and_what_is_told_beside_it(review: Review, officer: Client) -> None:
    came = officer.post(reverse("link_answer", args=[review.question("孙梅").pk]), {"verdict": "no"}, headers=PART)
    part = officer.get(came["Location"], headers=PART)
    text = part.content.decode()
    assert text.lstrip().startswith('<section id="review"')
    assert "<html" not in text
    assert '<div id="told" hx-swap-oob="innerHTML">' in text
    assert "已记为“都不是”" in text
    assert "HX-Target" in part["Vary"]


def test_the_first_of_two_answers_is_hidden_from_the_second_person(review: Review, officer: Client) -> None:
    review.answer(review.officer(name="老甲"), "王芳", "P1")
    page = officer.get(reverse("link", args=[review.question("王芳").pk])).content.decode()
    assert "结论在您核对后显示" in page
    assert "老甲" not in page
    _post(officer, "answer", review.question("王芳"), verdict="no", **{"from": "link"})
    page = officer.get(reverse("link", args=[review.question("王芳").pk])).content.decode()
    assert "老甲：是候选人 1" in page
    assert "意见不一" in page


def test_a_dispute_is_listed_and_settled_by_the_county_with_a_reason(review: Review, county_officer: Client) -> None:
    review.answer(review.officer(name="老甲"), "孙梅", "P3")
    review.answer(review.officer(name="老乙"), "孙梅")
    assert "有 1 条两人意见不一" in county_officer.get("/links/").content.decode()
    assert _names(county_officer, state="disputed") == {"孙梅"}
    question, candidate = review.question("孙梅"), review.candidate("孙梅", "P3")
    page = _post(county_officer, "settle", question, who=candidate.pk, reason="是")
    assert "请写明裁定依据" in page
    page = _post(county_officer, "settle", question, who=candidate.pk, reason="村里核实是同一人")
    assert "裁定，依据：村里核实是同一人" in page
    assert review.question("孙梅").state == QuestionState.SETTLED


def test_a_township_waits_for_the_county(review: Review, officer: Client) -> None:
    review.answer(review.officer(name="老甲"), "孙梅", "P3")
    review.answer(review.officer(name="老乙"), "孙梅")
    page = officer.get(reverse("link", args=[review.question("孙梅").pk])).content.decode()
    assert "由没有核对过这一行的县级业务员裁定" in page
    assert "/settle/" not in page
    came = officer.post(
        reverse("link_settle", args=[review.question("孙梅").pk]), {"who": "none", "reason": "我看不是"}
    )
    assert came.status_code == 403
    assert review.question("孙梅").state == QuestionState.DISPUTED


def test_numbers_are_shown_in_full_for_a_reason_only(review: Review, officer: Client) -> None:
    question = review.question("孙梅")
    address = reverse("link_disclose", args=[question.pk]) + "?from=review"
    page = officer.post(address, {"reason": "核对号码"}, follow=True).content.decode()
    assert page.count(str(DEATHS[0]["id_no"])) == 2
    entry = Entry.objects.latest("number")
    assert (entry.action, entry.subject_kind, entry.subject_name) == (
        "personal_data.disclosed",
        "link",
        "死亡人员名单 · 2",
    )
    others = officer.get("/links/review/", {"kind": "water"}).content.decode()
    assert str(PEOPLE[1]["id_no"]) not in others


def test_before_the_first_run_the_pages_say_what_comes_next(county: County, sign_in: Callable[..., Client]) -> None:
    client = sign_in(county.add_person(Role.TOWNSHIP_OFFICER, EAST))
    for address in ("/links/", "/links/review/"):
        assert "导入名单并完成一次核查后" in client.get(address).content.decode()


def test_a_question_that_is_gone_is_not_found(review: Review, officer: Client) -> None:
    question = review.question("孙梅")
    review.finish()  # of a run that had nothing to ask
    assert officer.get(reverse("link", args=[question.pk])).status_code == 404
    assert officer.post(reverse("link_answer", args=[question.pk]), {"verdict": "no"}).status_code == 404


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/links/", 13),
        ("/links/?name=周强", 13),
        ("/links/review/", 11),
        ("/links/review/?kind=deaths", 11),
        ("of a question", 8),
    ],
)
def test_the_queries_of_a_page_are_as_many_however_much_waits(
    review: Review, county_officer: Client, django_assert_num_queries, address: str, queries: int
) -> None:
    if address == "of a question":
        address = reverse("link", args=[review.question("周强").pk])
    county_officer.get(address)
    with django_assert_num_queries(queries):
        county_officer.get(address)
