"""What each rule found in a run, as far as somebody may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

from huitoukan.core.access.holdings import Holder
from huitoukan.core.access.permissions import Permission
from huitoukan.core.areas.enums import DIGITS, Level
from huitoukan.core.remembering import remembered
from huitoukan.domain.screening.models import Run
from huitoukan.domain.screening.queries.findings import counts_by, findings_seen_by, present

_TOWNSHIP, _LENGTH = DIGITS[Level.TOWNSHIP], DIGITS[Level.VILLAGE]


def hits_by_rule(who: Holder, run: Run) -> Mapping[str, int]:
    """Rule → findings. For whoever sees all of them the run has counted them already."""
    if _sees_all(who):
        counted: dict[str, int] = run.counts.get("rules", {})
        return counted
    rows = present(findings_seen_by(who, run))
    return remembered("rules", rows, partial(counts_by, rows, "rule_id"))


def hits_by_township(who: Holder, run: Run, rule_id: str) -> Mapping[str, int]:
    """Code of the township → findings of one rule. What lies in none that is known is under the widest area's code."""
    found: Counter[str] = Counter()
    rows = present(findings_seen_by(who, run)).filter(rule_id=rule_id)  # what a run found stays
    for code, count in remembered("places", rows, partial(counts_by, rows, "area_code")).items():
        found[code[:_TOWNSHIP].ljust(_LENGTH, "0")] += count
    return found


def lacking(run: Run) -> Mapping[str, Sequence[str]]:
    """The rules that could not be judged → the lists and columns, in words, that they lacked."""
    words: dict[str, list[str]] = run.counts.get("lacking", {})
    return {rule: words.get(rule, ()) for rule in run.counts.get("silent", ())}


def _sees_all(who: Holder) -> bool:
    return any(
        Permission.SEE_FINDINGS in held.role.permissions and held.is_at_top and not held.themes for held in who.holdings
    )
