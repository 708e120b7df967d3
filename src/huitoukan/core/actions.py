"""How something is changed: by an action, and in no other way.

An action is a function with keyword arguments only and ``by`` among them. It runs in one transaction, in this order:
permission, state, change, audit; what reaches outside happens after the commit.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

P = ParamSpec("P")
R = TypeVar("R")


def action(function: Callable[P, R]) -> Callable[P, R]:
    """One transaction around ``function``; whatever it raises, nothing of it stays."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic():
            return function(*args, **kwargs)

    return run
