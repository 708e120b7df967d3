"""Looking at questions: all of them, the next one that waits, and each by itself."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from huitoukan.core.access.holdings import may
from huitoukan.core.access.permissions import Permission
from huitoukan.core.disclosure.queries import open_until
from huitoukan.domain.linkage_review import queries
from huitoukan.domain.linkage_review.enums import QuestionState
from huitoukan.domain.linkage_review.models import Answer, Asking
from huitoukan.messages import Message, say
from huitoukan.web.links.comparing import Comparison, compare
from huitoukan.web.links.forms import SettleForm
from huitoukan.web.links.tables import TONES, AskingFilters, AskingTable
from huitoukan.web.listing import show_list
from huitoukan.web.requests import Reader, Request
from huitoukan.web.rules import page

_OF_THE_WAY = ("done", "at")
"""What an address of the review says beside its filters."""


@page(needs=Permission.REVIEW_LINKS)
@require_safe
def links(request: Request) -> HttpResponseBase:
    """All questions of this reader's areas."""
    askings = queries.askings_seen_by(request.user)
    return show_list(
        request,
        "links/list.html",
        rows=askings.prefetch_related("candidates"),
        table=AskingTable,
        filters=AskingFilters,
        file_name="links",
        has_run=queries.current_run() != queries.NO_RUN,
        waiting=queries.queue(request.user, askings).count(),
        disputed=queries.disputed(askings).count(),
    )


@page(needs=Permission.REVIEW_LINKS)
@require_safe
def review(request: Request) -> HttpResponse:
    """The next question that waits for this reader; only its part of the page when htmx asks for that."""
    askings = queries.askings_seen_by(request.user)
    filters = AskingFilters(request.GET, queryset=askings, request=request)
    waiting = queries.queue(request.user, filters.qs)
    asking = _meant(request, waiting) or waiting.first()
    context: dict[str, Any] = {
        "query": _filtering(request),
        "waiting": waiting.count() if asking else 0,
        "has_run": queries.current_run() != queries.NO_RUN,
        "undo": _just_answered(request, askings),
    }
    if asking:
        context |= card(request.user, asking)
    is_part = bool(request.htmx and request.htmx.target == "review")
    response = render(request, "links/review_part.html" if is_part else "links/review.html", context)
    patch_vary_headers(response, ("HX-Request", "HX-Target"))
    return response


@page(needs=Permission.REVIEW_LINKS)
@require_safe
def link(request: Request, pk: int) -> HttpResponse:
    """One question, with what was answered."""
    return show_link(request, find(request, pk))


def find(request: Request, pk: int) -> Asking:
    """The question as it is asked now, if this reader may see it."""
    return get_object_or_404(queries.askings_seen_by(request.user), question=pk)


def show_link(request: Request, asking: Asking, form: BaseForm | None = None) -> HttpResponse:
    """The page of one question; ``form`` is how somebody tried to settle it."""
    reader, question = request.user, asking.question
    answers = list(queries.answers_of(question))
    mine = next((each for each in answers if each.by_id == reader.pk), None)
    state = QuestionState(question.state)
    context = card(reader, asking)
    comparison: Comparison = context["comparison"]
    is_hidden = state is QuestionState.HALF and mine is None
    may_settle = state is QuestionState.DISPUTED and queries.may_settle(reader, asking) and mine is None
    context |= {
        "state": state,
        "tone": TONES[state],
        "is_hidden": is_hidden,
        "said": [] if is_hidden else [(_in_words(each, asking), each) for each in answers],
        "may_answer": mine is None and state not in (QuestionState.DISPUTED, QuestionState.SETTLED),
        "may_withdraw": mine is not None and state is not QuestionState.SETTLED,
        "form": (form or SettleForm(choices=comparison.choices)) if may_settle else None,
    }
    return render(request, "links/detail.html", context)


def card(reader: Reader, asking: Asking) -> dict[str, Any]:
    """What a question is shown with."""
    shown_until = open_until(reader=reader, subject=queries.as_subject(asking))
    return {
        "asking": asking,
        "comparison": compare(asking, in_full=shown_until is not None),
        "shown_until": shown_until,
        "may_disclose": may(reader, Permission.SEE_PERSONAL_DATA, at=asking.area_code),
        "is_second": asking.question.state == QuestionState.HALF,
    }


def _in_words(answer: Answer, asking: Asking) -> Message:
    name = answer.by.name
    if answer.chosen is None:
        return say("links.answered_none", name=name)
    for number, candidate in enumerate(asking.candidates.all(), start=1):
        if candidate.who == answer.chosen:
            return say("links.answered_same", name=name, number=number)
    return say("links.answered_gone", name=name)


def _meant(request: Request, waiting: Any) -> Any:
    """The question that the address names, if it waits for this reader."""
    named = request.GET.get("at", "")
    return waiting.filter(question=named).first() if named.isdecimal() and len(named) < 19 else None


def _filtering(request: Request) -> str:
    """The filters of the address, to go on with."""
    kept = request.GET.copy()
    for name in _OF_THE_WAY:
        kept.pop(name, None)
    return kept.urlencode()


def _just_answered(request: Request, askings: Any) -> Asking | None:
    """What the reader has just answered and may withdraw."""
    named = request.GET.get("done", "")
    asking = askings.filter(question=named).first() if named.isdecimal() and len(named) < 19 else None
    if asking is None or asking.question.state == QuestionState.SETTLED:
        return None
    return asking if queries.own_answer(request.user, asking.question) else None
