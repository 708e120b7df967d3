"""What the rules found in the newest run, for the pages of the policy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from huitoukan.core.areas import queries as areas
from huitoukan.domain.screening.models import Run
from huitoukan.domain.screening.queries import hits
from huitoukan.domain.screening.queries.runs import latest_run
from huitoukan.web.drawing.bars import Bar, bars
from huitoukan.web.requests import Reader


@dataclass
class Hits:
    """Of the newest run, as far as ``reader`` may see; nothing before there is one."""

    reader: Reader
    run: Run | None = field(default_factory=latest_run)

    @cached_property
    def by_rule(self) -> Mapping[str, int]:
        """Rule → findings."""
        return hits.hits_by_rule(self.reader, self.run) if self.run else {}

    @cached_property
    def lacking(self) -> Mapping[str, Sequence[str]]:
        """Rule that was not judged → what it lacked."""
        return hits.lacking(self.run) if self.run else {}

    def of(self, rule_id: str) -> int | None:
        """None: it was not judged, or nothing was."""
        return self.by_rule.get(rule_id, 0) if self.run and rule_id not in self.lacking else None

    def by_township(self, rule_id: str) -> list[Bar]:
        """One bar each, the longest first."""
        found = hits.hits_by_township(self.reader, self.run, rule_id) if self.run else {}
        names = dict(areas.seen_by(self.reader).filter(code__in=found).values_list("code", "name")) if found else {}
        longest = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
        return bars((names.get(code, code), float(count), "") for code, count in longest)
