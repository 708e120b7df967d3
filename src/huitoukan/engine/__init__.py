"""The engine as a library: :func:`check` judges a folder of spreadsheets and returns the results as tables.

>>> result = check(Path("lists"), as_of=date(2026, 10, 31))  # doctest: +SKIP
>>> result.findings.group_by("rule_id").len()  # doctest: +SKIP

:class:`Result` holds polars frames; ``huitoukan.engine.results`` names their columns.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from huitoukan.engine.results import Result
    from huitoukan.engine.run import check

__all__ = ["Result", "check"]
_PLACES = {"Result": "results", "check": "run"}


def __getattr__(name: str) -> object:
    """Loaded when it is asked for: the process of a backend is inside this package, too, and needs none of it."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
