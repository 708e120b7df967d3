"""What workers tell each other through the database."""

from __future__ import annotations

import datetime as dt

from django.db import models

SILENT_FOR = dt.timedelta(seconds=30)
"""A worker without a sign of life for so long is dead."""


class Worker(models.Model):
    """A process that works; one that gives no sign for a while is dead."""

    key = models.CharField(max_length=64, primary_key=True)
    alive_at = models.DateTimeField()


class DueTime(models.Model):
    """A time at which a schedule was due, and for which its task is in the queue or was: once, whoever saw it first."""

    schedule = models.CharField(max_length=60)
    due_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("schedule", "due_at"), name="due_once"),)
