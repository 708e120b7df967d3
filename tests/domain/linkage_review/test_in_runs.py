"""From the lists an office brings, through a run, to a question; and from its answer to the findings of the next."""

from __future__ import annotations

import polars as pl
from tests.conftest import EAST_VILLAGES
from tests.domain.screening.conftest import OCTOBER, SEPTEMBER, WANG, Office, office, standings

from huitoukan.domain.linkage_review import actions, queries
from huitoukan.domain.linkage_review.models import Asking
from huitoukan.domain.screening.folders import LINKS, folder_of

__all__ = ["office"]
DEATHS = [["姓名", "证件号码", "死亡日期"], ["孙梅", WANG, "2026-07-01"]]


def _asked(office: Office) -> list[Asking]:
    return list(queries.queue(office.officer, queries.askings_seen_by(office.officer)))


def test_a_run_asks_and_the_next_goes_by_the_answer(office: Office) -> None:
    brought = office.bring(SEPTEMBER, deaths=DEATHS)
    first = office.run(SEPTEMBER)
    (asking,) = _asked(office)
    assert (asking.run, asking.name, asking.area_code) == (first.pk, "孙梅", EAST_VILLAGES[0])
    assert (asking.origin, asking.file) == (brought.pk, "deaths.csv")
    assert standings(first) == {}
    (candidate,) = asking.candidates.all()
    actions.answer(by=office.officer, question=asking.question, candidate=candidate)
    second = office.run(OCTOBER)
    assert _asked(office) == []
    assert standings(second) == {"王和平": "new"}
    links = pl.read_parquet(folder_of(second) / LINKS).filter(kind="deaths")
    assert links["method"].to_list() == ["decided"]


def test_a_list_sent_anew_keeps_the_answer_that_nobody_is_meant(office: Office) -> None:
    office.bring(SEPTEMBER, deaths=DEATHS)
    office.run(SEPTEMBER)
    (asking,) = _asked(office)
    actions.answer(by=office.officer, question=asking.question, candidate=None)
    office.bring(OCTOBER, deaths=[DEATHS[0], ["别人", "", "2026-09-01"], DEATHS[1]])
    run = office.run(OCTOBER)
    assert [each.name for each in _asked(office)] == []
    assert Asking.objects.get(run=run.pk, question=asking.question).row == 3
    assert standings(run) == {}
