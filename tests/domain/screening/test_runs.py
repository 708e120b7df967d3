"""A finding keeps its identity from run to run: new, still there, gone, back, not judged."""

from __future__ import annotations

from tests.domain.screening.conftest import AUGUST, DEAD, OCTOBER, SEPTEMBER, Office, standings

from huitoukan.domain.screening.models import Finding, Sighting


def test_a_finding_is_known_again(office: Office) -> None:
    first = office.month(AUGUST, "王和平", "李山花")
    assert standings(first) == {"王和平": "new", "李山花": "new"}
    second = office.month(SEPTEMBER, "王和平", "张有田")
    assert standings(second) == {"王和平": "still", "李山花": "gone", "张有田": "new"}
    third = office.month(OCTOBER, "王和平", "李山花")
    assert standings(third) == {"王和平": "still", "李山花": "back", "张有田": "gone"}
    assert Finding.objects.filter(sightings__rule_id=DEAD).distinct().count() == 3
    seen = Sighting.objects.filter(run=third, rule_id=DEAD).values_list("name", "first_seen_on")
    assert dict(seen) == {"王和平": AUGUST, "李山花": AUGUST, "张有田": SEPTEMBER}


def test_what_could_not_be_judged_is_not_gone(office: Office) -> None:
    office.month(AUGUST, "王和平", "李山花")
    second = office.without_deaths(SEPTEMBER)
    assert standings(second) == {"王和平": "unjudged", "李山花": "unjudged"}
    assert second.counts["lacking"][DEAD] == ["死亡人员名单"]
    third = office.month(OCTOBER, "王和平")
    assert standings(third) == {"王和平": "still", "李山花": "gone"}
