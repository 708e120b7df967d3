"""Answering a question, putting it off, and taking an answer back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from huitoukan.core.access.holdings import Refused
from huitoukan.core.access.permissions import Permission
from huitoukan.core.saying import spoken
from huitoukan.domain.linkage_review import actions
from huitoukan.domain.linkage_review.enums import QuestionState
from huitoukan.domain.linkage_review.models import Asking
from huitoukan.messages import Mendable, Message, say
from huitoukan.web.links.comparing import row_in_words
from huitoukan.web.links.views import find
from huitoukan.web.requests import Request
from huitoukan.web.rules import page

YES, NO, LATER = "yes", "no", "later"


@page(needs=Permission.REVIEW_LINKS)
@require_POST
def answer(request: Request, pk: int) -> HttpResponse:
    """This person, none of them, or later; and on to the next question."""
    asking = find(request, pk)
    try:
        tone, told = _answered(request, asking)
    except Refused:
        raise
    except Mendable as problem:
        messages.error(request, spoken(problem.message))
        return _go(request, pk, at=pk)
    messages.add_message(request, tone, spoken(told))
    return _go(request, pk) if request.POST.get("verdict") == LATER else _go(request, pk, done=pk)


def _answered(request: Request, asking: Asking) -> tuple[int, Message]:
    """Does it; gives what is told, and in which tone. Raises ``Mendable``."""
    by, question, verdict = request.user, asking.question, request.POST.get("verdict")
    row = row_in_words(asking)
    if verdict == LATER:
        actions.later(by=by, question=question)
        return messages.SUCCESS, say("links.told_later", row=row)
    chosen = request.POST.get("candidate", "") if verdict == YES else ""
    candidate = next((each for each in asking.candidates.all() if str(each.pk) == chosen), None)
    if verdict not in (YES, NO) or (verdict == YES and candidate is None):
        raise Mendable(say("links.choose_one"))
    state = actions.answer(by=by, question=question, candidate=candidate).state
    if state == QuestionState.DISPUTED:
        return messages.WARNING, say("links.told_disputed", row=row)
    if state == QuestionState.HALF:
        return messages.SUCCESS, say("links.told_half", row=row)
    return messages.SUCCESS, say("links.told_yes" if candidate else "links.told_no", row=row)


@page(needs=Permission.REVIEW_LINKS)
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    """The answer does not count; the question is asked again."""
    asking = find(request, pk)
    try:
        actions.withdraw(by=request.user, question=asking.question)
    except Refused:
        raise
    except Mendable as problem:
        messages.error(request, spoken(problem.message))
    else:
        messages.success(request, spoken(say("links.told_withdrawn", row=row_in_words(asking))))
    return _go(request, pk, at=pk)


def _go(request: Request, pk: int, **way: int) -> HttpResponse:
    """Back to the page of the question, or on in the review, whose filters stand in the address."""
    if request.POST.get("from") == "link":
        return redirect("link", pk)
    query = "&".join(filter(None, (request.GET.urlencode(), urlencode(way))))
    return redirect(f"{reverse('link_review')}?{query}" if query else "link_review")
