"""Households put into the registry for tests of what reads it, written as a landing writes them.

What lands lists is tried out elsewhere; a hundred tests of searches and walks could not each wait for one to be read.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from tests.conftest import EAST_VILLAGES, County

from huitoukan.core.areas.queries import full_names
from huitoukan.domain.registry.models import ALWAYS, HouseholdVersion, Import, Landing, PersonVersion
from huitoukan.domain.registry.models.versions import OPEN

DAY = dt.date(2026, 10, 31)


@dataclass
class Member:
    """Somebody of a household."""

    name: str
    person_no: str
    id_no: str = ""
    initials: str = ""
    phone: str = ""
    relation: str = "户主"
    birth: dt.date | None = dt.date(1970, 1, 1)
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass
class Home:
    """A household and its members."""

    number: str
    members: list[Member]
    area: str = EAST_VILLAGES[0]
    facts: dict[str, Any] = field(default_factory=dict)
    kind: str = "脱贫户"
    monitor: str = ""
    removed: bool | None = None


@dataclass
class Homes:
    """The registry of a county, written as landings write it."""

    county: County
    landing: int = 0
    row: int = 0

    def land(self, *homes: Home, day: dt.date = DAY, at: dt.datetime | None = None) -> Import:
        """A list of ``day`` that has these households; what was said of them before ends on that day."""
        self.landing += 1
        brought = Import.objects.create(
            day=day, area_code="990101000000", brought_by=self.county.administrator, state="landed"
        )
        for home in homes:
            self._write(home, brought, day)
        Landing.objects.create(number=self.landing, at=at or timezone.now(), of=brought)
        return brought

    def _write(self, home: Home, brought: Import, day: dt.date) -> None:
        self.row += 1
        township, _, village = full_names([home.area])[home.area].partition(" ")
        times = {"since": self.landing, "until": OPEN, "valid_from": day, "valid_to": ALWAYS}
        common = {**times, "origin": brought, "kind": "registered", "row_id": self.row, "area_code": home.area}
        self._end(HouseholdVersion, {"number": home.number}, day)
        HouseholdVersion.objects.create(
            **common, number=home.number, township=township, village=village, head_name=home.members[0].name,
            size=len(home.members), household_type=home.kind, monitor_kind=home.monitor, risk_removed=home.removed,
            facts=home.facts, digest=str(self.row),
        )  # fmt: skip
        self._end(PersonVersion, {"household_no": home.number}, day)
        for one in home.members:
            self.row += 1
            PersonVersion.objects.create(
                **{**common, "row_id": self.row}, key=one.person_no, person_no=one.person_no,
                household_no=home.number, name=one.name, initials=one.initials, id_no=one.id_no,
                id_tail=one.id_no[-6:][::-1], phone=one.phone, relation=one.relation, birth_date=one.birth,
                facts={"name": one.name, "relation": one.relation, **one.facts}, digest=str(self.row),
            )  # fmt: skip

    def _end(self, model: Any, which: dict[str, str], day: dt.date) -> None:
        """What was held to be true until now is known to have ended on ``day``."""
        for old in model.objects.filter(**which, until=OPEN, valid_to=ALWAYS):
            model.objects.filter(pk=old.pk).update(until=self.landing)
            if old.valid_from < day:
                old.pk, old.since, old.valid_to = None, self.landing, day
                old.save()
