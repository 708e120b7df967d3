"""What takes a word of reason: settling a dispute, and seeing a question in full."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from huitoukan.core.access.permissions import Permission
from huitoukan.core.saying import spoken
from huitoukan.domain.linkage_review import actions, queries
from huitoukan.domain.linkage_review.models import Asking
from huitoukan.messages import say
from huitoukan.web import disclosing
from huitoukan.web.acting import acted
from huitoukan.web.links.comparing import compare, row_in_words
from huitoukan.web.links.forms import SettleForm
from huitoukan.web.links.views import find, show_link
from huitoukan.web.requests import Request
from huitoukan.web.rules import page


@page(needs=Permission.REVIEW_LINKS)
@require_POST
def settle(request: Request, pk: int) -> HttpResponse:
    """The county decides between two people."""
    asking = find(request, pk)
    form = SettleForm(request.POST, choices=compare(asking, in_full=False).choices)

    def act(*, who: str, reason: str) -> None:
        candidate = next((each for each in asking.candidates.all() if str(each.pk) == who), None)
        actions.settle(by=request.user, question=asking.question, candidate=candidate, reason=reason)

    if acted(form, act):
        messages.success(request, spoken(say("links.told_settled", row=row_in_words(asking))))
        return redirect("link", pk)
    return show_link(request, asking, form)


@page(needs=Permission.REVIEW_LINKS)
@require_http_methods(["GET", "POST"])
def disclose(request: Request, pk: int) -> HttpResponse:
    """Asks why, and shows both records in full for some minutes."""
    asking = find(request, pk)
    subject, back = queries.as_subject(asking), _back(request, asking)
    return disclosing.disclose(request, subject=subject, name=row_in_words(asking), back=back, among="links")


def _back(request: Request, asking: Asking) -> str:
    """To the review, if somebody came from there, else to the page of the question."""
    if request.GET.get("from") == "review":
        return f"{reverse('link_review')}?at={asking.question_id}"
    return reverse("link", args=[asking.question_id])
