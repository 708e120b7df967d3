"""States of imports, and what a list does to a record."""

from __future__ import annotations

from django.db import models

from huitoukan.core.saying import say_later


class ImportState(models.TextChoices):
    """How far lists that somebody brought have come."""

    WAITING = "waiting", say_later("import.state_waiting")
    READING = "reading", say_later("import.state_reading")
    READ = "read", say_later("import.state_read")
    LANDING = "landing", say_later("import.state_landing")
    LANDED = "landed", say_later("import.state_landed")
    UNDOING = "undoing", say_later("import.state_undoing")
    UNDONE = "undone", say_later("import.state_undone")
    FAILED = "failed", say_later("import.state_failed")
    DISCARDED = "discarded", say_later("import.state_discarded")


MOVES: dict[ImportState, frozenset[ImportState]] = {
    ImportState.WAITING: frozenset({ImportState.READING, ImportState.DISCARDED}),
    ImportState.READING: frozenset({ImportState.READ, ImportState.FAILED, ImportState.DISCARDED}),
    ImportState.READ: frozenset({ImportState.WAITING, ImportState.LANDING, ImportState.DISCARDED}),
    ImportState.LANDING: frozenset({ImportState.LANDED, ImportState.READ}),
    ImportState.LANDED: frozenset({ImportState.UNDOING}),
    ImportState.UNDOING: frozenset({ImportState.UNDONE, ImportState.LANDED}),
    ImportState.UNDONE: frozenset(),
    ImportState.FAILED: frozenset({ImportState.WAITING, ImportState.DISCARDED}),
    ImportState.DISCARDED: frozenset(),
}
"""From where an import may go where. A list that is read again, with another mapping, waits again."""


class Change(models.TextChoices):
    """What a list does to a household or a person of the registry."""

    NEW = "new", say_later("import.change_new")
    CHANGED = "changed", say_later("import.change_changed")
    MOVED = "moved", say_later("import.change_moved")
    GONE = "gone", say_later("import.change_gone")
    CONFLICT = "conflict", say_later("import.change_conflict")
    SAME = "same", say_later("import.change_same")


CAME = (Change.NEW, Change.CHANGED, Change.MOVED)
"""What a landing writes down."""
CONTRADICTING = "contradicting"
"""Beside the changes: records whose rows say different things of their household."""


class Conflict(models.TextChoices):
    """Why a record cannot be taken over as it is."""

    REPEATED = "repeated", say_later("import.conflict_repeated")
    APART = "apart", say_later("import.conflict_apart")
    OTHER_ID = "other_id", say_later("import.conflict_other_id")
    ELSEWHERE = "elsewhere", say_later("import.conflict_elsewhere")
