"""The engine as a library: :func:`check` judges a folder of spreadsheets and returns the results as tables.

>>> result = check(Path("lists"), as_of=date(2026, 10, 31))  # doctest: +SKIP
>>> result.findings.group_by("rule_id").len()  # doctest: +SKIP

:class:`Result` holds polars frames; ``huitoukan.engine.results`` names their columns.
"""

from huitoukan.engine.results import Result
from huitoukan.engine.run import check

__all__ = ["Result", "check"]
