"""What somebody can click on: an address or many for every list and every page of one thing, as far as they may."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any
from urllib.parse import quote

from django.db.models import QuerySet

from huitoukan.core.access.holdings import may
from huitoukan.core.access.permissions import Permission
from huitoukan.core.accounts import queries as accounts
from huitoukan.core.accounts.models import User
from huitoukan.core.areas import queries as areas
from huitoukan.core.audit import queries as audit
from huitoukan.domain.linkage_review.queries import askings_seen_by
from huitoukan.domain.policies.queries import pack_in_force
from huitoukan.domain.registry.queries import as_of, households_seen_by
from huitoukan.domain.registry.queries.imports import imports_seen_by
from huitoukan.domain.screening.queries.findings import findings_seen_by, present
from huitoukan.domain.screening.queries.runs import latest_run, runs_done

_SOME = 60
_PER_PAGE = 25


def addresses(who: User) -> dict[str, Sequence[str]]:
    """Sort of page → addresses; every sort has at least one."""
    found: dict[str, Sequence[str]] = {"home": ["/"], "own profile": ["/own/"]}
    for needs, pages in _PAGES:
        if may(who, needs):
            found |= {name: listed for name, listed in pages(who) if listed}
    return found


def _spread(rows: QuerySet[Any], column: str) -> list[Any]:
    """From all over ``rows``."""
    total = rows.count()
    step = max(1, total // _SOME)
    return list(rows.values_list(column, flat=True)[::step])[:_SOME]


def _deep(path: str, total: int) -> list[str]:
    """A page in the middle, and the last."""
    pages = -(-total // _PER_PAGE)
    return [f"{path}?page={page}" for page in (pages // 2, pages) if page > 1]


def _households(who: User) -> Iterator[tuple[str, list[str]]]:
    rows = households_seen_by(who, as_of())
    codes, names = _spread(rows, "area_code"), _spread(rows, "head_name")
    yield "household", [f"/households/{number}/" for number in _spread(rows, "number")]
    yield "households", ["/households/"]
    yield "households, a page far on", _deep("/households/", rows.count())
    yield "households of a village", [f"/households/?area={code}" for code in codes]
    yield "households at risk", ["/households/?monitor=any&risk=open", "/households/?risk=removed"]
    yield "households by name", [f"/households/?text={quote(name)}" for name in names]
    yield "search", [f"/search/?q={quote(name)}" for name in names]


def _findings(who: User) -> Iterator[tuple[str, list[str]]]:
    run = latest_run()
    assert run
    rows = present(findings_seen_by(who, run))
    yield "finding", [f"/findings/{key}/" for key in _spread(rows, "finding")]
    yield "findings", ["/findings/"]
    yield "findings, a page far on", _deep("/findings/", rows.count())
    yield "findings of a village", [f"/findings/?area={code}" for code in _spread(rows, "area_code")]
    yield "findings of a rule", [f"/findings/?rule={rule}" for rule in _spread(rows, "rule_id")]
    yield "findings, graver", ["/findings/?severity=urgent&status=to_do", "/findings/?standing=new&kind=data"]
    yield "findings by household", [f"/findings/?text={number}" for number in _spread(rows, "household_no")]
    yield "marks waiting", ["/findings/waiting/"] if may(who, Permission.DECIDE_EXEMPTIONS) else []


def _lists(who: User) -> Iterator[tuple[str, list[str]]]:
    runs, imports = list(runs_done()), list(imports_seen_by(who))
    yield "runs", ["/runs/"]
    yield "run", [f"/runs/{run.pk}/" for run in runs]
    yield "two runs", [f"/runs/{runs[0].pk}/against/{runs[1].pk}/"]
    yield "imports", ["/imports/"]
    yield "import", [f"/imports/{each.pk}/" for each in imports]
    yield "what an import changes", [f"/imports/{each.pk}/persons/" for each in imports]


def _policy(_who: User) -> Iterator[tuple[str, list[str]]]:
    yield "rules", ["/policy/"]
    yield "rule", [f"/policy/rules/{rule}/" for rule in pack_in_force().rules]
    yield "parameters", ["/policy/parameters/"]
    yield "versions", ["/policy/versions/"]


def _links(who: User) -> Iterator[tuple[str, list[str]]]:
    rows = askings_seen_by(who)
    yield "links", ["/links/"]
    yield "links, a page far on", _deep("/links/", rows.count())
    yield "link", [f"/links/{key}/" for key in _spread(rows, "question_id")]
    yield "next link", ["/links/review/"]


def _areas(who: User) -> Iterator[tuple[str, list[str]]]:
    rows = areas.now(areas.seen_by(who)).order_by("code")
    yield "areas", ["/areas/"]
    yield "areas, a page far on", _deep("/areas/", rows.count())
    yield "areas by name", ["/areas/?text=" + quote("坪")]
    yield "area", [f"/areas/{code}/" for code in _spread(rows, "code")]


def _accounts(who: User) -> Iterator[tuple[str, list[str]]]:
    yield "accounts", ["/accounts/"]
    yield "account", [f"/accounts/{key}/" for key in _spread(accounts.seen_by(who).order_by("pk"), "pk")]


def _audit(who: User) -> Iterator[tuple[str, list[str]]]:
    rows = audit.seen_by(who)
    yield "trail", ["/audit/"]
    yield "trail, a page far on", _deep("/audit/", rows.count())
    yield "event", [f"/audit/{number}/" for number in _spread(rows, "number")]


_PAGES: Sequence[tuple[Permission, Callable[[User], Iterator[tuple[str, list[str]]]]]] = (
    (Permission.SEE_HOUSEHOLDS, _households),
    (Permission.SEE_FINDINGS, _findings),
    (Permission.SEE_LISTS, _lists),
    (Permission.SEE_POLICY, _policy),
    (Permission.REVIEW_LINKS, _links),
    (Permission.SEE_AREAS, _areas),
    (Permission.SEE_ACCOUNTS, _accounts),
    (Permission.SEE_AUDIT, _audit),
)
