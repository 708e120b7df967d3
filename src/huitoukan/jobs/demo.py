"""A month of a made-up county: its lists brought, landed and judged, by the tasks that a server does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.core.files import File
from django.db import transaction

from huitoukan.core.accounts.models import User
from huitoukan.domain.policies import actions as policies
from huitoukan.domain.policies.queries import pack_in_force
from huitoukan.domain.registry.actions import imports, landings
from huitoukan.domain.registry.enums import ImportState
from huitoukan.domain.registry.models import Import
from huitoukan.domain.registry.queries import newest_landing
from huitoukan.domain.screening.actions.runs import ask_for_run
from huitoukan.domain.screening.enums import RunState
from huitoukan.domain.screening.models import Run
from huitoukan.domain.screening.queries.runs import latest_run
from huitoukan.engine.progress import Progress
from huitoukan.jobs.worker import work
from huitoukan.messages import say


class DemoFailed(RuntimeError):
    """Made-up lists that our own program does not take are a fault of ours."""


def work_by(pack: str, *, by: User) -> None:
    """``by`` puts a pack that comes with the program in force; "" and the one in force change nothing."""
    if pack and pack != pack_in_force().id:
        with transaction.atomic():  # a name that no pack has leaves no draft behind
            draft = policies.choose_pack(by=by, draft=policies.begin(by=by), name=pack)
            policies.adopt(by=by, draft=draft, note=say("demo.policy_note").text("zh"))


def live_a_month(county: Path, *, by: User, progress: Progress) -> None:
    """``by`` brings the lists of the folder ``county`` and has them judged; done twice it changes nothing more."""
    day = dt.date.fromisoformat((county / "as-of").read_text("ascii").strip())
    progress.start(say("demo.month"), 3)
    if not newest_landing():
        brought = _bring(county / "lists", by, day)
        progress.advance()
        landings.ask_to_land(by=by, brought=brought)
        work(until_idle=True)
        _be_sure(Import.objects.get(pk=brought.pk).state, ImportState.LANDED)
        progress.advance()
    if latest_run() is None:
        run = ask_for_run(by=by, day=day)
        work(until_idle=True)
        progress.advance()
        _be_sure(Run.objects.get(pk=run.pk).state, RunState.DONE)
    progress.finish()


def _bring(lists: Path, by: User, day: dt.date) -> Import:
    with ExitStack() as opened:
        files: list[Any] = list(_files(lists, opened))
        brought = imports.bring(by=by, files=files, day=day, is_complete=True)
    work(until_idle=True)
    brought = Import.objects.get(pk=brought.pk)
    _be_sure(brought.state, ImportState.READ)
    return brought


def _files(lists: Path, opened: ExitStack) -> Iterator[File[bytes]]:
    for path in sorted(lists.iterdir()):
        yield File(opened.enter_context(path.open("rb")), name=path.name)


def _be_sure(state: str, wanted: str) -> None:
    if state != wanted:
        raise DemoFailed(state)
