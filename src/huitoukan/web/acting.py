"""From a form to an action and back: what the action says no to stands on the form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.forms import BaseForm

from huitoukan.core.access.holdings import Refused
from huitoukan.core.saying import current, spoken
from huitoukan.messages import Mendable
from huitoukan.policy import PackErrors

_MOST_LINES = 40
"""Errors of a pack that are shown at once; with these mended, the rest are."""


@contextmanager
def complaints_on(form: BaseForm) -> Iterator[None]:
    """What can be mended becomes an error of ``form``; a refusal goes on to its own page.

    Ask ``form.is_valid()`` again afterwards: it is False when the action did not happen.
    """
    try:
        yield
    except Refused:
        raise
    except PackErrors as wrong:
        lines = (problem.text(current()) for problem in wrong.problems[:_MOST_LINES])
        form.add_error(None, [spoken(wrong.message), *lines])
    except Mendable as problem:
        form.add_error(None, spoken(problem.message))


def acted(form: BaseForm, act: Callable[..., object]) -> bool:
    """Whether ``form`` was filled in rightly and ``act`` did what it asks, with its values by name."""
    if not form.is_valid():
        return False
    with complaints_on(form):
        act(**form.cleaned_data)
    return form.is_valid()
