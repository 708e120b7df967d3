"""The box in the head of every page, and the page of what it finds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from huitoukan.core import masks
from huitoukan.core.access.permissions import Permission
from huitoukan.domain.registry.queries import as_of
from huitoukan.domain.registry.search import Found, Hit, Way, find
from huitoukan.messages import Message, say
from huitoukan.web.requests import Request
from huitoukan.web.rules import page

SUGGESTED = 8


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of what was found, and where it leads."""

    title: str
    told: str
    place: str
    address: str
    icon: str
    kind: Message | None = None


@page(needs=Permission.SEE_HOUSEHOLDS)
@require_safe
def search(request: Request) -> HttpResponse:
    """What was typed, found: a few lines while one types, a page of them after; the only household opens at once."""
    typed = request.GET.get("q", "").strip()
    is_typing = bool(request.htmx)
    found = find(request.user, typed, as_of(), **({"most": SUGGESTED} if is_typing else {}))
    numbers = {hit.number for hit in found.hits}
    if len(numbers) == 1 and not found.places and not is_typing:
        return redirect("household", number=next(iter(numbers)))
    everything = f"{reverse('households')}?{urlencode({'text': typed})}" if found.has_more else ""
    parts = {"typed": typed, "offers": list(_offers(found)), "everything": everything}
    response = render(request, "search/offers.html" if is_typing else "search/page.html", parts)
    patch_vary_headers(response, ("HX-Request",))
    return response


def _offers(found: Found) -> Iterator[Offer]:
    for area in found.places:
        address = f"{reverse('households')}?{urlencode({'area': area.code})}"
        above = area.parent.name if area.parent else ""
        yield Offer(area.name, "", above, address, "map-pin", say("search.households_there"))
    for hit in found.hits:
        address = reverse("household", kwargs={"number": hit.number})
        yield Offer(hit.name, _told(hit), found.names.get(hit.area_code, ""), address, "user")


def _told(hit: Hit) -> str:
    """Which household it is, and the number that was asked for, masked."""
    shown = {Way.ID_NO: masks.id_number(hit.id_no), Way.PHONE: masks.phone(hit.phone)}.get(hit.way, "")
    return " · ".join(part for part in (hit.relation, hit.number, shown) if part)
