"""Fills a new server with a made-up county of any size: places, people, lists, runs, findings, questions, marks.

``HUITOUKAN_HOME=… python -m benchmarks.site.fill --people 1000000 --findings 100000`` (on PostgreSQL: with
``DATABASE_URL`` too). Households follow from people: 303,000 of a million. Everybody in it is made up, has an ID number
that begins with 99, and can sign in with the password of the demo.
"""

from __future__ import annotations

import argparse
import datetime as dt
import logging
import os
import tempfile
import time
from pathlib import Path

LANDED, CHANGED = dt.date(2026, 9, 30), dt.date(2026, 10, 31)
RUN_DAYS = (dt.date(2026, 10, 31), dt.date(2026, 11, 10), dt.date(2026, 11, 20))
EXEMPT_UNTIL = dt.date(2099, 12, 31)
EVENTS = 10_000


def fill(*, people: int, findings: int, events: int, work: Path) -> None:
    """``work`` is a folder for files that are read and then not needed any more. Django is ready."""
    from benchmarks.site import county, months
    from huitoukan.config.preparing import prepare_database
    from huitoukan.core.accounts.models import User
    from huitoukan.core.demo import seed
    from huitoukan.policy import load_pack

    pack = load_pack()
    prepare_database()
    seed(county.write_county(work / "county", people))
    officer, town = (User.objects.get(username=name) for name in ("county", "town1"))
    _tell("places and people")
    for paths in county.write_first_lists(work, people, pack):
        months.bring_and_land(officer, paths, LANDED)
        _tell(f"lists of {LANDED}")
    months.bring_and_land(officer, [county.write_next_month(work, people, pack)], CHANGED)
    _tell(f"lists of {CHANGED}")
    months.run_the_checks(officer, RUN_DAYS, findings, work / "checks")
    _tell("runs")
    months.mark_some(county=officer, township=town, until=EXEMPT_UNTIL)
    months.open_files((officer, town), events)
    _tell("marks and events")


def _tell(done: str) -> None:
    print(f"{time.process_time():7.0f} s  {done}", flush=True)


def main() -> None:
    """Fills the server that the environment names, and says what there is now."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--people", type=int, default=1_000_000)
    given.add_argument("--findings", type=int, default=100_000)
    given.add_argument("--events", type=int, default=EVENTS)
    options = given.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huitoukan.config.settings")
    import django

    django.setup()
    logging.disable(logging.INFO)
    with tempfile.TemporaryDirectory(prefix="huitoukan-fill-") as work:
        fill(**vars(options), work=Path(work))
    show()


def show() -> None:
    """How many there are of what."""
    from benchmarks.tables import print_table

    from huitoukan.core.accounts.models import User
    from huitoukan.core.areas.models import Area
    from huitoukan.core.audit.models import Entry
    from huitoukan.domain.linkage_review.models import Asking
    from huitoukan.domain.registry.models import Import
    from huitoukan.domain.registry.queries import as_of, households, persons
    from huitoukan.domain.screening.models import Mark, Run, Sighting

    rows = {
        "persons": persons(as_of()),
        "households": households(as_of()),
        "findings": Sighting.objects.filter(run=Run.objects.order_by("-pk")[:1]).exclude(standing="gone"),
        "sightings": Sighting.objects,
        "marks": Mark.objects,
        "questions": Asking.objects,
        "imports": Import.objects,
        "runs": Run.objects,
        "areas": Area.objects,
        "accounts": User.objects,
        "events": Entry.objects,
    }
    print_table(("", "rows"), ((name, f"{found.count():,}") for name, found in rows.items()))


if __name__ == "__main__":
    main()
