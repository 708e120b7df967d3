"""The first page of whoever works with findings: what is to be done, what changed, where it is worst.

It changes only when a run is done, when lists land, and when somebody says something of a finding, and is worked out
once for all readers with the same seats until one of these happens.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from secrets import token_hex
from typing import Any

from django.core.cache import cache
from django.urls import reverse
from django.utils.formats import date_format

from huitoukan.core.access.holdings import may
from huitoukan.core.access.permissions import Permission
from huitoukan.core.areas import queries as areas
from huitoukan.core.areas.boundaries.queries import outlines_among
from huitoukan.core.areas.enums import Level
from huitoukan.core.saying import current, spoken
from huitoukan.domain.policies.queries import pack_of
from huitoukan.domain.registry.queries import as_of
from huitoukan.domain.registry.queries.overviews import Numbers, numbers
from huitoukan.domain.screening.enums import Standing
from huitoukan.domain.screening.models import Run
from huitoukan.domain.screening.queries.overviews import Overview, found_by_runs, newest_step, overview, widest
from huitoukan.domain.screening.queries.runs import latest_run
from huitoukan.messages import say
from huitoukan.policy.models import RuleKind
from huitoukan.web.drawing.bars import Bar, bars
from huitoukan.web.drawing.numbers import shown
from huitoukan.web.drawing.outline import Map, Outline, outline_map
from huitoukan.web.drawing.trend import Trend, trend
from huitoukan.web.home.figures import Figure
from huitoukan.web.home.leads import lead
from huitoukan.web.requests import Reader

KEPT = 10 * 60
"""Seconds: names and boundaries of areas may change, too."""
TO_DO = "to_do"
"""What the list of findings calls those that are neither exempt nor wrong."""
_MOST_BARS = 15
_MOST_LISTS = 8
_WIDE = (Level.PROVINCE, Level.CITY, Level.COUNTY)


@dataclass(frozen=True, slots=True)
class ListRow:
    """How one list went through a run."""

    title: str
    read: str
    set_aside: str
    linked: str


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that is drawn."""

    day: str
    """Of the run."""
    figures: Sequence[Figure]
    level: str
    """What the bars compare: townships, or villages."""
    compares: bool
    """Whether there are several of them."""
    bars: Sequence[Bar]
    map: Map | None
    trend: Trend | None
    data_bars: Sequence[Bar]
    lists: Sequence[ListRow]
    run_address: str
    look: str
    """Of this very one, which is kept for a while."""


def page_for(reader: Reader) -> Page | None:
    """None for whoever sees no findings, and before there are any."""
    if not may(reader, Permission.SEE_FINDINGS):
        return None
    run = latest_run()
    if run is None:
        return None
    at = as_of()
    scope = _scope(reader)
    key = f"home:{run.pk}:{newest_step()}:{at.landing}:{at.day}:{current()}:{scope}"
    made: Page | None = cache.get(key)
    if made is None:
        made = _page(reader, run, numbers(reader, at), scope)
        cache.set(key, made, KEPT)
    return made


def _scope(reader: Reader) -> str:
    """The same for all whose seats lead to the same."""
    seats = sorted((held.role.value, held.code, *held.themes) for held in reader.holdings)
    return sha256(repr(seats).encode()).hexdigest()[:24]


def _page(reader: Reader, run: Run, homes: Numbers, scope: str) -> Page:
    level = Level.TOWNSHIP if widest(reader, Permission.SEE_FINDINGS) in _WIDE else Level.VILLAGE
    found = overview(reader, run, level.digits)
    names = _names(reader, level)
    return Page(
        day=run.day.isoformat(),
        figures=_figures(found, homes),
        level=str(level.label),
        compares=len(names) > 1,
        bars=_bars(found.places, names),
        map=_map(found.places, names),
        trend=_trend(reader, scope),
        data_bars=_bars(found.data, names, kind=RuleKind.DATA),
        lists=_lists(run)[:_MOST_LISTS] if may(reader, Permission.SEE_LISTS) else (),
        run_address=reverse("run", args=[run.pk]),
        look=token_hex(8),
    )


def _figures(found: Overview, homes: Numbers) -> list[Figure]:
    items, unit = say("home.items"), say("home.households_unit")
    new = lead("findings", standing=Standing.NEW, status=TO_DO)
    urgent = say("home.of_them_urgent", count=found.urgent)
    back = say("home.of_them_back", count=found.back) if found.back else None
    apart = say("home.counted_apart", count=found.apart) if found.apart else None
    return [
        Figure(
            *(say("home.to_do"), found.to_do, items, "alert-triangle", lead("findings", status=TO_DO)),
            *("bad" if found.urgent else "", urgent),
        ),
        Figure(say("home.new"), found.new, items, "plus", new, "warn" if found.new else "", back),
        Figure(
            *(say("home.gone"), found.gone, items, "circle-check", lead("findings", standing=Standing.GONE)),
            *("good" if found.gone else "", apart),
        ),
        Figure(
            *(say("home.at_risk"), homes.at_risk, unit, "alert-circle"),
            *(lead("households", monitor="any", risk="open"), "", say("home.of_monitored", count=homes.monitored)),
        ),
        Figure(say("home.households"), homes.households, unit, "building-cottage", lead("households")),
    ]


def _names(reader: Reader, level: Level) -> dict[str, str]:
    """Code → name of the places that are compared."""
    found = areas.now(areas.seen_by(reader)).filter(level=level).order_by("code")
    return dict(found.values_list("code", "name"))


def _bars(counted: Counter[str], names: Mapping[str, str], **asked: str) -> list[Bar]:
    """The worst first; what lies in none of the places comes last."""
    by_code = {code: counted.get(code[: _front(names)], 0) for code in names}
    rows = sorted(by_code.items(), key=lambda each: (-each[1], each[0]))
    worst = [each for each in rows if each[1]][:_MOST_BARS]
    listed = [(names[code], float(n), lead("findings", area=code, status=TO_DO, **asked)) for code, n in worst]
    if elsewhere := sum(counted.values()) - sum(by_code.values()):
        listed.append((spoken(say("home.placeless")), float(elsewhere), ""))
    return bars(listed)


def _front(names: Mapping[str, str]) -> int:
    """So many digits at the front of a code tell the places apart."""
    return Level.TOWNSHIP.digits if all(code.endswith("000") for code in names) else Level.VILLAGE.digits


def _map(counted: Counter[str], names: Mapping[str, str]) -> Map | None:
    front = _front(names)
    return outline_map(
        Outline(
            code,
            names[code],
            each.geometry,
            float(counted.get(code[:front], 0)),
            lead("findings", area=code, status=TO_DO),
        )
        for each in outlines_among(names)
        for code in [each.area.code]
    )


def _trend(reader: Reader, scope: str) -> Trend | None:
    found = found_by_runs(reader, scope)
    if len(found) < 2:
        return None
    series: dict[str, list[float | None]] = {
        spoken(say("home.all_findings")): [float(each.all) for each in found],
        spoken(say("home.urgent")): [float(each.urgent) for each in found],
    }
    return trend([date_format(each.run.day, "m-d") for each in found], series)


def _lists(run: Run) -> list[ListRow]:
    """Those with the most rows set aside first."""
    pack = pack_of(run.policy)
    counted: list[tuple[str, dict[str, Any]]] = list(run.counts.get("rows", {}).items())
    ordered = sorted(counted, key=lambda each: (-each[1]["set_aside"], each[0]))
    return [
        ListRow(
            pack.kind_title(kind),
            shown(each["read"]),
            shown(each["set_aside"]),
            shown(each["linked"]),
        )
        for kind, each in ordered
    ]
