"""What a list would change: every line is new, changed, the same, or wrong with a sentence."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import models

from huitoukan.core.access.holdings import Holder, may
from huitoukan.core.access.permissions import Permission
from huitoukan.core.areas.actions import WrongArea, check_rename
from huitoukan.core.areas.codes import WrongCode, code_above, common_code, level_of
from huitoukan.core.areas.enums import Level
from huitoukan.core.areas.lists.lines import Line
from huitoukan.core.areas.lists.values import WrongCell, is_code, read_code, read_day, read_level, read_yes
from huitoukan.core.areas.models import Area
from huitoukan.core.areas.names import WrongName, tidy_name
from huitoukan.core.areas.queries import root_code
from huitoukan.core.saying import say_later
from huitoukan.messages import Message, say


class State(models.TextChoices):
    """What becomes of a line; what needs somebody comes first."""

    WRONG = "wrong", say_later("area_list.wrong")
    NEW = "new", say_later("area_list.new")
    CHANGED = "changed", say_later("area_list.changed")
    SAME = "same", say_later("area_list.same")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a line says of an area, understood."""

    code: str
    name: str
    level: Level
    opened_on: dt.date
    is_poor_village: bool | None
    is_resettlement: bool | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A line and what it would do."""

    line: Line
    state: State
    notes: tuple[Message, ...] = ()
    wanted: Wanted | None = None
    area: Area | None = None
    """The area that is there already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How a list is to be taken."""

    day: dt.date
    """The day it is of: new areas exist, and new names hold, from then on."""
    are_corrections: bool = False
    """Names that differ were typed wrongly before, and never were so."""


@dataclass(slots=True)
class Comparison:
    """All lines of a list against the areas that there are."""

    terms: Terms
    by: Holder | None
    """Whose list it is; None for whoever owns the machine."""
    root: str
    """The code of the widest area of the office."""
    there: dict[str, Area] = field(default_factory=dict)
    listed: dict[str, Line] = field(default_factory=dict)

    def judge(self, line: Line) -> Judged:
        """One line, in the order of the list."""
        try:
            wanted = self._understand(line)
            area = self.there.get(wanted.code)
            notes = self._changes(area, wanted) if area else self._place(wanted, line)
        except (WrongCell, WrongCode, WrongName, WrongArea) as problem:
            return Judged(line, State.WRONG, (problem.message,))
        state = State.NEW if area is None else State.CHANGED if notes else State.SAME
        return Judged(line, state, notes, wanted, area)

    def _understand(self, line: Line) -> Wanted:
        code = read_code(line.code)
        if (first := self.listed[code]) is not line:
            raise WrongCell(say("area_list.twice", code=code, sheet=first.sheet, row=first.row))
        if not self._is_in_reach(code):
            raise WrongCell(say("area_list.outside", code=code))
        level, said = level_of(code), read_level(line.level)
        if said and said is not level:
            raise WrongCell(say("area_list.level_differs", code=code, level=level.label, said=line.level))
        self._check_parent(code, line.parent)
        return Wanted(
            code=code,
            name=tidy_name(line.name),
            level=level,
            opened_on=read_day(line.opened_on) or self.terms.day,
            is_poor_village=None if line.is_poor_village is None else read_yes(line.is_poor_village),
            is_resettlement=None if line.is_resettlement is None else read_yes(line.is_resettlement),
        )

    def _is_in_reach(self, code: str) -> bool:
        """Whoever owns the machine reaches everything in the office, but cannot put the office into another."""
        if self.by is None:
            return common_code([self.root, code]) == self.root
        return may(self.by, Permission.EDIT_AREAS, at=code)

    def _check_parent(self, code: str, said: str) -> None:
        """A parent that is named must be the one that the code names."""
        above = code_above(code)
        if not said or above is None:
            return
        if is_code(said):
            right = read_code(said) == above
        else:
            names = {area.name for area in (self.there.get(above),) if area}
            names |= {tidy_name(line.name) for line in (self.listed.get(above),) if line}
            right = not names or tidy_name(said) in names
        if not right:
            raise WrongCell(say("area_list.parent_differs", code=code, above=above, said=said))

    def _place(self, wanted: Wanted, line: Line) -> tuple[Message, ...]:
        above = code_above(wanted.code)
        parent = self.there.get(above or "")
        if above and above not in self.listed and parent is None:
            raise WrongCell(say("area.no_parent", code=wanted.code, above=above))
        if parent and parent.ended_on:
            day = parent.ended_on.isoformat()
            raise WrongCell(say("area.parent_ended", parent=parent.name, day=day))
        return ()

    def _changes(self, area: Area, wanted: Wanted) -> tuple[Message, ...]:
        if area.ended_on:
            raise WrongCell(say("area_list.ended", area=area.name, day=area.ended_on.isoformat()))
        notes = []
        if wanted.name != area.name:
            if not self.terms.are_corrections:
                check_rename(area, wanted.name, self.terms.day)
            key = "area_list.corrects" if self.terms.are_corrections else "area_list.renames"
            notes.append(say(key, old=area.name, new=wanted.name))
        for name in ("is_poor_village", "is_resettlement"):
            said = getattr(wanted, name)
            if said is not None and said != getattr(area, name):
                notes.append(say("area_list.marks" if said else "area_list.unmarks", mark=say(f"area.{name}")))
        return tuple(notes)


def compare(lines: Sequence[Line], terms: Terms, *, by: Holder | None) -> list[Judged]:
    """Every line of a list, in its order."""
    listed: dict[str, Line] = {}
    for line in lines:
        if is_code(line.code):
            listed.setdefault(read_code(line.code), line)
    comparison = Comparison(terms, by, root_code(), _there(listed), listed)
    return [comparison.judge(line) for line in lines]


def _there(listed: dict[str, Line]) -> dict[str, Area]:
    wanted = sorted({*listed, *filter(None, map(code_above, listed))})
    return Area.objects.prefetch_related("former_names").in_bulk(wanted, field_name="code")


def counts(judged: Sequence[Judged]) -> dict[State, int]:
    """Lines by what becomes of them."""
    counter = Counter(each.state for each in judged)
    return {state: counter[state] for state in State}
