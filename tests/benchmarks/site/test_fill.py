"""A county of any size comes into a new server by the ways that an office's own lists come."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from benchmarks.site.fill import fill
from django.core.cache import cache

from huitoukan.core.access.roles import Role
from huitoukan.core.accounts.models import Seat
from huitoukan.core.audit.models import Entry
from huitoukan.core.audit.verifications import verdict
from huitoukan.domain.linkage_review.models import Asking
from huitoukan.domain.policies.queries import pack_of
from huitoukan.domain.registry.models import HouseholdVersion, Landing, PersonVersion
from huitoukan.domain.registry.queries import as_of, households, persons
from huitoukan.domain.screening.enums import PRESENT, Standing
from huitoukan.domain.screening.models import Mark, Sighting
from huitoukan.domain.screening.queries.evidence import evidence
from huitoukan.domain.screening.queries.runs import latest_run


@pytest.fixture
def county(db: None, settings: Any, tmp_path: Path) -> None:
    cache.clear()
    settings.MEDIA_ROOT = tmp_path / "files"
    fill(people=1000, findings=40, events=7, work=tmp_path / "work")


@pytest.mark.usefixtures("county")
def test_a_new_server_becomes_a_county() -> None:
    at = as_of()
    assert 900 < persons(at).count() < 1_100
    assert 270 < households(at).count() < 330
    assert not PersonVersion.objects.exclude(id_no__startswith="99").exists()
    assert Landing.objects.count() == 2
    assert HouseholdVersion.objects.filter(since=1, until=2).exists()  # the second list changed some
    assert {Role(role) for role in Seat.objects.values_list("role", flat=True)} == set(Role)
    assert Entry.objects.filter(action="household.opened").count() == 7
    assert verdict("").broken_at is None

    newest = Sighting.objects.filter(run=latest_run())
    assert newest.filter(standing__in=PRESENT).count() == 40
    told = {Standing(standing) for standing in newest.values_list("standing", flat=True)}
    assert told == {Standing.NEW, Standing.STILL, Standing.BACK, Standing.GONE}
    assert {str(kind) for kind in Mark.objects.values_list("kind", flat=True)} == {"for_case", "exempt", "wrong"}
    assert Asking.objects.filter(run=latest_run().pk, candidates__isnull=False).exists()
    assert all(evidence(each, pack_of(each.seen_in.policy)).rows for each in newest[:10])
