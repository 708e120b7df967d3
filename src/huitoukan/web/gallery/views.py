"""Every component once, in each of its states."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from huitoukan.web.requests import Request
from huitoukan.web.rules import page


@page()
def gallery(request: Request) -> HttpResponse:
    """For whoever makes pages, and for the tests."""
    return render(request, "gallery/gallery.html")
