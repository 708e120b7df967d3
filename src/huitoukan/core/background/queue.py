"""Putting a task into the queue by its name: actions do not know the tasks that call them."""

from __future__ import annotations

from django.db import transaction
from django.utils.module_loading import import_string


def enqueue(task: str, *values: object) -> None:
    """The task of that path, done once what asks for it is committed: the queue is a table beside all others."""
    assert transaction.get_connection().in_atomic_block
    import_string(task).enqueue(*values)
