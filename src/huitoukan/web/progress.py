"""How far a task in the background is, told on a page that looks again by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from django.http import HttpResponse
from django.shortcuts import render

from huitoukan.core.saying import chosen
from huitoukan.web.requests import Request


class Task(Protocol):
    """A row that keeps how far its task is."""

    progress: dict[str, Any]

    def get_state_display(self) -> str:
        """What is being done."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What ``progress.html`` shows."""

    task: str
    stage: str
    share: int | str
    """In percent; "" when nobody knows how much there is."""
    told_at: str
    """Where to look again; "" when the task is done."""


def standing(task: Task, *, is_busy: bool, told_at: str) -> Standing:
    """How far ``task`` is, which ``told_at`` tells again."""
    done, total = (task.progress.get(name, 0) for name in ("done", "total"))
    share = round(100 * min(done, total) / total) if total else ""
    doing = str(task.get_state_display())
    return Standing(doing, chosen(task.progress.get("stage")) or doing, share, told_at if is_busy else "")


def tell_progress(request: Request, told: Standing) -> HttpResponse:
    """For a page that stays open. Once the task is done, the whole of that page is asked for anew."""
    response = render(request, "progress.html", {"standing": told})
    if not told.told_at:
        response["HX-Refresh"] = "true"
    return response
