"""Lists land, also those that come late or again; what was known before stays known; and it can be undone."""

from __future__ import annotations

from typing import Any

import pytest
from tests.domain.registry.desk import (
    NOVEMBER,
    OCTOBER,
    SEPTEMBER,
    Desk,
    homes_on,
    landed,
    people_on,
    person,
    registered,
    table,
)

from huitoukan.core.audit.events import Event
from huitoukan.core.audit.models import Entry
from huitoukan.domain.registry import actions, tasks
from huitoukan.domain.registry.actions.landings import WrongLanding
from huitoukan.domain.registry.enums import ImportState
from huitoukan.domain.registry.landing import writing
from huitoukan.domain.registry.models import HouseholdVersion, Landing, PersonVersion
from huitoukan.domain.registry.moves import WrongMove
from huitoukan.domain.registry.queries import landed_lists, newest_landing

ILL = {"health": "患有大病"}


def health_on(day: Any, landing: int | None = None) -> dict[str, str]:
    return {key: health for key, (_home, _area, health) in people_on(day, landing).items()}


def test_a_landed_list_counts_from_its_day_on(desk: Desk) -> None:
    landed(desk.land(registered(person(1), person(2))))
    assert people_on(SEPTEMBER) == {}
    assert health_on(OCTOBER) == health_on(NOVEMBER) == {"P1": "健康", "P2": "健康"}
    assert homes_on(OCTOBER) == {"99H1": ("990101001001", 2, 9000.0)}


def test_nothing_counts_before_it_has_landed(desk: Desk) -> None:
    brought = desk.bring(registered(person(1)))
    actions.ask_to_land(by=desk.by, brought=brought)
    assert people_on(NOVEMBER) == {}
    assert not landed_lists().exists()


def test_a_list_that_comes_late_fills_the_past_and_leaves_the_present_alone(desk: Desk) -> None:
    landed(desk.land(registered(person(1), person(2)), day=SEPTEMBER))
    landed(desk.land(registered(person(1), person(2)), day=NOVEMBER))  # says that nothing changed: that counts, too
    landed(desk.land(registered(person(1, **ILL), person(3, 3)), day=OCTOBER))
    assert health_on(SEPTEMBER) == {"P1": "健康", "P2": "健康"}
    assert health_on(OCTOBER) == {"P1": "患有大病", "P3": "健康"}
    assert health_on(NOVEMBER) == {"P1": "健康", "P2": "健康"}


def test_a_second_list_of_a_day_corrects_the_first(desk: Desk) -> None:
    first = landed(desk.land(registered(person(1), person(2))))
    landed(desk.land(registered(person(1, **ILL))))
    assert health_on(OCTOBER) == health_on(NOVEMBER) == {"P1": "患有大病"}
    before = first.landings.get().number
    assert health_on(OCTOBER, before) == {"P1": "健康", "P2": "健康"}


def test_what_was_known_stays_known(desk: Desk) -> None:
    landed(desk.land(registered(person(1)), day=SEPTEMBER))
    landed(desk.land(registered(person(1, **ILL)), day=OCTOBER))
    desk.undo(landed(desk.land(registered(person(2)), day=NOVEMBER)))
    said = [health_on(NOVEMBER, number) for number in range(5)]
    assert said == [{}, {"P1": "健康"}, {"P1": "患有大病"}, {"P2": "健康"}, {"P1": "患有大病"}]


def test_undoing_restores_everything(desk: Desk) -> None:
    landed(desk.land(registered(person(1), person(2), person(4, 4)), day=SEPTEMBER))
    before = (people_on(SEPTEMBER), people_on(OCTOBER), homes_on(OCTOBER))
    second = landed(desk.land(registered(person(1, 2), person(2, **ILL), person(3, 3)), day=OCTOBER))
    assert people_on(OCTOBER) != before[1]
    undone = desk.undo(second)
    assert (undone.state, undone.undone_by, bool(undone.undone_at)) == (ImportState.UNDONE, desk.by, True)
    assert (people_on(SEPTEMBER), people_on(OCTOBER), homes_on(OCTOBER)) == before
    assert list(landed_lists().values_list("of", flat=True)) != [second.pk]


def test_what_others_built_on_cannot_be_undone_before_them(desk: Desk) -> None:
    first = landed(desk.land(registered(person(1)), day=SEPTEMBER))
    second = landed(desk.land(registered(person(1)), day=OCTOBER))
    with pytest.raises(WrongLanding, match=rf"第 {second.pk} 批"):
        actions.ask_to_undo(by=desk.by, brought=first, reason="上传了错误的名单")
    assert desk.again(first).state == ImportState.LANDED
    desk.undo(second)
    assert desk.undo(first).state == ImportState.UNDONE
    assert people_on(NOVEMBER) == {}


def test_lists_of_other_people_do_not_hinder_undoing(desk: Desk) -> None:
    first = landed(desk.land(registered(person(1))))
    other = person(5, 5, township="西岭乡", village="云台村")
    landed(desk.land(registered(other), day=NOVEMBER))
    assert desk.undo(first).state == ImportState.UNDONE
    assert set(people_on(NOVEMBER)) == {"P5"}


def test_lists_of_departments_land_without_a_registered_list(desk: Desk) -> None:
    cremated = table(["姓名", "证件号码", "死亡日期"], [["王小二", "990101198001010019", "2026-10-02"]], "火化名单.csv")
    brought = landed(desk.land(cremated))
    assert [each.kind for each in landed_lists()] == ["deaths"]
    assert (brought.compared_in, Landing.objects.get().of) == ("", brought)


def test_nobody_lands_what_was_not_recognised(desk: Desk) -> None:
    brought = desk.bring(table(["甲", "乙"], [["1", "2"]], "别的表.csv"))
    with pytest.raises(WrongLanding):
        actions.ask_to_land(by=desk.by, brought=brought)


def test_only_one_lands_at_a_time(desk: Desk) -> None:
    first, second = desk.bring(registered(person(1))), desk.bring(registered(person(2)))
    actions.ask_to_land(by=desk.by, brought=first)
    with pytest.raises(WrongLanding, match=rf"第 {first.pk} 批"):
        actions.ask_to_land(by=desk.by, brought=second)
    tasks.land.call(first.pk)
    actions.ask_to_land(by=desk.by, brought=second)
    assert desk.again(second).state == ImportState.LANDING


def test_what_another_landing_has_changed_is_looked_at_again(desk: Desk) -> None:
    first, second = desk.bring(registered(person(1), person(2))), desk.bring(registered(person(1)))
    landed(desk.confirm(first))
    asked = desk.confirm(second)
    assert (asked.state, asked.problem["zh"][:3]) == (ImportState.READ, "您确认")
    assert asked.counts["persons"]["gone"] == 1
    landed(desk.confirm(asked))
    assert set(people_on(OCTOBER)) == {"P1"}


def test_what_another_landing_has_not_changed_lands_at_once(desk: Desk) -> None:
    other = person(5, 5, township="西岭乡", village="云台村")
    first, second = desk.bring(registered(person(1))), desk.bring(registered(other))
    landed(desk.confirm(first))
    assert landed(desk.confirm(second)).counts["persons"]["after"] == 2
    assert set(people_on(OCTOBER)) == {"P1", "P5"}


def test_a_stopped_landing_leaves_nothing_and_can_be_asked_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    landed(desk.land(registered(person(1), person(2)), day=SEPTEMBER))
    brought = desk.bring(registered(person(1, **ILL), person(3, 3)))
    whole = writing.Batches.execute_many

    def stop_instead(batches: Any, sql: str, rows: Any) -> None:
        whole(batches, sql, rows)
        if "personversion" in sql:
            actions.stop(by=desk.by, brought=brought)
            whole(batches, sql, rows)

    actions.ask_to_land(by=desk.by, brought=brought)
    with monkeypatch.context() as patched:
        patched.setattr(writing.Batches, "execute_many", stop_instead)
        tasks.land.call(brought.pk)
    assert desk.again(brought).state == ImportState.READ
    assert health_on(OCTOBER) == {"P1": "健康", "P2": "健康"}
    assert PersonVersion.objects.filter(since__gt=newest_landing()).exists()
    landed(desk.confirm(brought))
    assert health_on(OCTOBER) == {"P1": "患有大病", "P3": "健康"}
    assert PersonVersion.objects.filter(origin=brought).count() == 2


def test_what_lands_and_is_undone_is_in_the_trail(desk: Desk) -> None:
    desk.undo(landed(desk.land(registered(person(1)))))
    told = list(Entry.objects.filter(subject_kind="import").order_by("number").values_list("action", "actor"))
    assert told == [(event, desk.by.pk) for event in (Event.LISTS_BROUGHT, Event.LISTS_LANDED, Event.LISTS_UNDONE)]
    assert '"new":1' in Entry.objects.get(action=Event.LISTS_LANDED).details


@pytest.mark.parametrize("state", ["waiting", "landed", "discarded"])
def test_lists_land_only_when_they_were_read(desk: Desk, state: str) -> None:
    brought = desk.bring(registered(person(1)))
    match state:
        case "waiting":
            actions.say_what(by=desk.by, brought=brought, mapping="")
        case "landed":
            desk.confirm(brought)
        case _:
            actions.discard(by=desk.by, brought=brought)
    with pytest.raises(WrongMove):
        actions.ask_to_land(by=desk.by, brought=brought)


def test_an_undone_import_stays_undone(desk: Desk) -> None:
    undone = desk.undo(landed(desk.land(registered(person(1)))))
    with pytest.raises(WrongMove):
        actions.ask_to_undo(by=desk.by, brought=undone, reason="再来一次")
    tasks.undo.call(undone.pk)
    assert Landing.objects.count() == 2
    assert not HouseholdVersion.objects.known_at(newest_landing()).exists()
