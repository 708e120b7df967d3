"""The lists that only the rule library reads, made up in accord with the people of a county."""

from __future__ import annotations

import csv
from pathlib import Path
from random import Random

from huitoukan.samples.further import bureaus, exports
from huitoukan.samples.further.faults import plant_faults
from huitoukan.samples.further.homes import settle_in
from huitoukan.samples.further.income import pay
from huitoukan.samples.further.records import Fault, FurtherLists, FurtherRow
from huitoukan.samples.further.registry import FurtherRegistry
from huitoukan.samples.records import County

__all__ = ["Fault", "FurtherLists", "FurtherRow", "imagine", "write_faults"]


def imagine(county: County, seed: int) -> FurtherLists:
    """The further lists of ``county``, mostly right; ``faults`` says what is not.

    Transfer incomes in ``county`` are raised to hold what the lists pay, so this comes before the truth is drawn.
    """
    rng = Random(f"{seed}/further")
    living = {home.no: settle_in(rng, home) for home in county.homes}
    grants = list(bureaus.pay_grants(rng, county))
    registry = FurtherRegistry(rng, county, living, pay(county, living, grants))
    lists = FurtherLists({m.person_no: registry.columns(h, m) for h in county.households for m in h.members})
    made = {
        "village_info": exports.describe_villages(rng, county, living),
        "work_monitoring": exports.monitor_work(rng, county, lists.registered),
        "rural_construction": exports.survey_homes(rng, county, living),
        "visits": exports.record_visits(rng, county),
        "pension_enrolment": bureaus.enrol_in_pension(rng, county),
        "town_homes": bureaus.list_town_homes(rng, county),
        "village_officials": bureaus.list_officials(rng, county),
        "grants": grants,
        "marriages": bureaus.register_marriages(rng, county),
        "machinery": bureaus.register_machines(rng, county),
    }
    lists.rows = {kind: list(rows) for kind, rows in made.items()}
    plant_faults(rng, county, lists)
    return lists


def write_faults(path: Path, lists: FurtherLists) -> None:
    """What was planted wrong, one line each."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("fault", "kind", "about"))
        writer.writerows((fault.what, fault.kind, fault.about) for fault in lists.faults)
