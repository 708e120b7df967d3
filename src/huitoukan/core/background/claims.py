"""Who works on something: one task at a time, and the one that took it last."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

from django.db import models, transaction

from huitoukan.core.background.progress import Cancelled, StoredProgress

M = TypeVar("M", bound=models.Model)


def new_token() -> str:
    """For the column ``claim`` of what a task takes."""
    return secrets.token_hex(16)


class Claim(Generic[M]):
    """The right of one task to write about one row, whose model has ``claim`` and ``progress``.

    Whoever claims it later takes it away. A worker that was silent for a while counts as dead and its task begins anew
    elsewhere: should it wake up, what it still writes must not mix with what the other one does.
    """

    def __init__(self, held: M, **still: Any) -> None:
        """``held`` has just been claimed; ``still`` is what must go on to be so of it."""
        self.held = held
        self._model: Any = type(held)
        self._still = {"pk": held.pk, "claim": getattr(held, "claim"), **still}  # noqa: B009  # models have no type for it

    @property
    def progress(self) -> StoredProgress:
        """Kept at the row, as long as it is this task's."""
        return StoredProgress(lambda told: self._mine().update(progress=told), lambda: not self._mine().exists())

    @contextmanager
    def writing(self) -> Iterator[M]:
        """One short transaction with the row locked. Raises ``Cancelled`` when it is no longer this task's."""
        with transaction.atomic():
            held = self._mine().select_for_update().first()
            if held is None:
                raise Cancelled
            yield held

    def _mine(self) -> Any:
        return self._model.objects.filter(**self._still)
