"""Columns that stand in a list and that nobody filled in.

An export often brings a column along that the office never used. Its blanks say nothing of anybody, so for facts it is
as if the column were not there: unknown, and named among what the folder lacks.
"""

from __future__ import annotations

from collections import defaultdict

from huitoukan.engine.results import Present, Sheets
from huitoukan.policy.models import Pack


def columns_filled_in(sheets: Sheets, pack: Pack) -> Present:
    """The fields of each list of ``sheets`` that hold a value in some row of the folder, or whose blanks count.

    A list without rows keeps all its fields: an empty list of deaths says that nobody died.
    """
    values: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for column in sheets.cleaned:
        values[column.kind][column.field] += column.filled - column.unreadable
    return {kind: fields - _blank(kind, values[kind], pack) for kind, fields in sheets.present.items()}


def _blank(kind: str, values: dict[str, int], pack: Pack) -> frozenset[str]:
    if not any(values.values()):
        return frozenset()
    fields = pack.kinds[kind].fields
    return frozenset(name for name, count in values.items() if not count and not fields[name].blank_counts)
