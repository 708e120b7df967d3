"""A worker killed in the middle of a run: nothing of it shows, another one does it once; given up, it can be asked anew."""

from __future__ import annotations

import json
from typing import Any

from tests.killing import kill_a_worker, let_another_finish
from tests.serving import Server

TASK = "huitoukan.domain.screening.tasks.judge"
PEOPLE = 1_500
BEGIN = f"""
import datetime as dt
from tests.domain.registry.desk import OCTOBER, Desk, person, registered, table
from tests.engine.facts.conftest import number
from huitoukan.core.access.roles import Role
from huitoukan.core.accounts import actions as accounts
from huitoukan.core.accounts.models import User
from huitoukan.core.areas.models import Area
from huitoukan.domain.screening.actions.runs import ask_for_run
seat = accounts.NewSeat(role=Role.COUNTY_OFFICER, area=Area.objects.get(), starts_on=dt.date(2020, 1, 1))
by = accounts.add(by=User.objects.get(), username="officer", name="王干事", password="first-Ladder-52", seat=seat)
ids = [number(f"9901011970{{at // 1000 + 1:02}}01{{at % 1000:03}}") for at in range({PEOPLE})]
people = [person(at, at, id_no=each) for at, each in enumerate(ids)]
dead = [[person(at)["name"], each, "2026-07-01"] for at, each in enumerate(ids)]
Desk(by).land(registered(*people), table(["姓名", "证件号码", "死亡日期"], dead, "死亡.csv"))
ask_for_run(by=by, day=OCTOBER)
"""
RUNNING = "from huitoukan.domain.screening.models import Run\nRun.objects.filter(state='running').exists()"
TAKEN = (
    "from django_tasks_db.models import DBTaskResult\n"
    f"DBTaskResult.objects.running().filter(task_path={TASK!r}).exists()"
)
WRITING = "from huitoukan.domain.screening.models import Sighting\nSighting.objects.exists()"
FOUND = """
import json
from huitoukan.core.audit.models import Entry
from huitoukan.domain.screening.folders import every_try_of
from huitoukan.domain.screening.models import Finding, Run, Sighting
from huitoukan.domain.screening.queries.runs import latest_run
run, newest = Run.objects.latest("pk"), latest_run()
dead = Sighting.objects.filter(rule_id="death.still_listed")
print(json.dumps({
    "state": run.state, "shown": newest and newest.pk, "found": dead.count(), "findings": dead.values("finding").distinct().count(),
    "strays": Finding.objects.exclude(sightings__run=newest).count(), "told": Entry.objects.filter(action="run.done").count(),
    "tries": len(list(every_try_of(run).iterdir())) if every_try_of(run).exists() else 0,
}))
"""
CANCEL_AND_ASK = """
from huitoukan.core.accounts.models import User
from huitoukan.domain.screening.actions.runs import ask_for_run, cancel
from huitoukan.domain.screening.models import Run
run, by = Run.objects.get(), User.objects.get(username="officer")
cancel(by=by, run=run)
ask_for_run(by=by, day=run.day)
"""


def found(server: Server) -> Any:
    return json.loads(server.python(FOUND))


def test_a_run_whose_workers_are_killed_is_done_once_by_another(server: Server) -> None:
    server.set_up()
    server.python(BEGIN)
    for moment in (RUNNING, WRITING):
        kill_a_worker(server, when=moment)
        left = found(server)
        assert (left["state"], left["shown"], left["told"]) == ("running", None, 0)
    let_another_finish(server, TASK, 3)
    assert found(server) == {
        "state": "done", "shown": 1, "found": PEOPLE, "findings": PEOPLE, "strays": 0, "told": 1, "tries": 1,
    }  # fmt: skip


def test_a_run_over_which_worker_after_worker_died_can_be_asked_for_anew(server: Server) -> None:
    server.set_up()
    server.python(BEGIN)
    for _ in range(3):
        kill_a_worker(server, when=TAKEN)
    assert found(server)["state"] in {"waiting", "running"}, "and nobody does it any more"
    server.python(CANCEL_AND_ASK)
    let_another_finish(server, TASK, 1)
    after = found(server)
    assert (after["state"], after["shown"], after["found"], after["strays"]) == ("done", 2, PEOPLE, 0)
