"""What waits for the reader, each with its list; what waits for nobody is not there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from huitoukan.core.access.holdings import may, may_everywhere
from huitoukan.core.access.permissions import Permission
from huitoukan.domain.linkage_review.queries import askings_seen_by, queue
from huitoukan.domain.registry.queries import newest_landing
from huitoukan.domain.registry.queries.overviews import imports_failed_for, imports_waiting_for
from huitoukan.domain.screening.queries.marks import marks_waiting_for
from huitoukan.domain.screening.queries.runs import latest_run
from huitoukan.messages import Message, say
from huitoukan.web.home.leads import lead
from huitoukan.web.requests import Reader


@dataclass(frozen=True, slots=True)
class Task:
    """Something to be done, so many times."""

    label: Message
    count: int
    icon: str
    address: str
    tone: str = "warn"


def waiting(reader: Reader) -> list[Task]:
    """In the order in which the work of a month goes."""
    return [task for task in _tasks(reader) if task.count]


def _tasks(reader: Reader) -> Iterator[Task]:
    if may(reader, Permission.BRING_LISTS):
        failed, waits = imports_failed_for(reader).count(), imports_waiting_for(reader).count()
        yield Task(say("home.imports_failed"), failed, "alert-circle", lead("imports"), "bad")
        yield Task(say("home.imports_waiting"), waits, "upload", lead("imports"))
    if may(reader, Permission.REVIEW_LINKS):
        count = queue(reader, askings_seen_by(reader)).count()
        yield Task(say("home.links_waiting"), count, "user-check", lead("link_review"))
    if may(reader, Permission.DECIDE_EXEMPTIONS):
        yield Task(say("home.marks_waiting"), marks_waiting_for(reader).count(), "list-check", lead("marks_waiting"))


@dataclass(frozen=True, slots=True)
class Step:
    """What comes next in an office that has only begun."""

    title: Message
    text: Message
    button: Message
    address: str


def next_step(reader: Reader) -> Step | None:
    """Bringing the first lists, or running the first checks; None where both are done, or are for others to do."""
    if may(reader, Permission.BRING_LISTS) and not newest_landing():
        return _step("bring", lead("import_new"))
    if may_everywhere(reader, Permission.RUN_CHECKS) and newest_landing() and latest_run() is None:
        return _step("run", lead("run_new"))
    return None


def _step(name: str, address: str) -> Step:
    return Step(say(f"home.{name}_title"), say(f"home.{name}_text"), say(f"home.{name}_button"), address)
