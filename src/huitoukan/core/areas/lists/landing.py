"""Taking a list over: whole, or not at all, and as one event of the trail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from huitoukan.core.accounts.models import User
from huitoukan.core.actions import action
from huitoukan.core.areas.codes import code_above, common_code
from huitoukan.core.areas.enums import Level
from huitoukan.core.areas.lists.comparing import Judged, State, Terms, compare, counts
from huitoukan.core.areas.lists.lines import Line
from huitoukan.core.areas.lists.reading import WrongList
from huitoukan.core.areas.models import Area, FormerName
from huitoukan.core.areas.queries import root_code
from huitoukan.core.audit.actions import record
from huitoukan.core.audit.events import Event
from huitoukan.core.audit.subjects import Subject
from huitoukan.messages import say

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Source:
    """The file that the lines come from."""

    name: str
    sha256: str


@action
def land(*, by: User | None, lines: Sequence[Line], terms: Terms, source: Source) -> dict[State, int]:
    """Does what :func:`compare` tells, and says how many lines were what. Raises ``WrongList``.

    ``by`` is None for whoever owns the machine. Whether somebody may is asked of each line.
    """
    judged = compare(lines, terms, by=by)
    said = counts(judged)
    if said[State.WRONG]:
        raise WrongList(say("area_list.has_wrong", count=said[State.WRONG]))
    if not said[State.NEW] and not said[State.CHANGED]:
        raise WrongList(say("area_list.nothing_new"))
    _add([each for each in judged if each.state is State.NEW])
    changes = _change([each for each in judged if each.state is State.CHANGED], terms)
    where = common_code([each.wanted.code for each in judged if each.wanted]) or root_code()
    record(
        event=Event.AREA_LIST_IMPORTED,
        by=by,
        subject=Subject("area_list", source.sha256[:16], source.name, where),
        day=terms.day.isoformat(),
        sha256=source.sha256,
        changes=changes,
        **{state.value: count for state, count in said.items()},
    )
    return said


def _add(judged: Sequence[Judged]) -> None:
    """From the widest to the narrowest, so that each finds the one it lies in."""
    for level in Level:
        new = [each.wanted for each in judged if each.wanted and each.wanted.level is level]
        parents = Area.objects.only("code").in_bulk({code_above(each.code) or "" for each in new}, field_name="code")
        Area.objects.bulk_create(
            [
                Area(
                    code=wanted.code,
                    name=wanted.name,
                    level=level,
                    parent=parents.get(code_above(wanted.code) or ""),
                    opened_on=wanted.opened_on,
                    is_poor_village=bool(wanted.is_poor_village),
                    is_resettlement=bool(wanted.is_resettlement),
                )
                for wanted in new
            ],
            batch_size=_BATCH,
        )


def _change(judged: Sequence[Judged], terms: Terms) -> dict[str, dict[str, Any]]:
    """What was there before, by code: the trail keeps it."""
    before: dict[str, dict[str, Any]] = {}
    former, changed = [], []
    for each in judged:
        area, wanted = each.area, each.wanted
        assert area and wanted
        now = {
            "name": wanted.name,
            "is_poor_village": wanted.is_poor_village,
            "is_resettlement": wanted.is_resettlement,
        }
        was = {key: getattr(area, key) for key, value in now.items() if value not in (None, getattr(area, key))}
        if "name" in was and not terms.are_corrections:
            former.append(FormerName(area=area, name=area.name, until=terms.day - dt.timedelta(days=1)))
        for key in was:
            setattr(area, key, now[key])
        before[area.code] = was
        changed.append(area)
    FormerName.objects.bulk_create(former, batch_size=_BATCH)
    Area.objects.bulk_update(changed, ["name", "is_poor_village", "is_resettlement"], batch_size=_BATCH)
    return before
