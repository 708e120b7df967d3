"""The settings of the office: one row."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Office(models.Model):
    """How the office calls itself, and how strict it is at the door."""

    name = models.CharField(max_length=60)
    session_minutes = models.PositiveSmallIntegerField(default=30)
    second_factor_required = models.BooleanField(default=False)
    """Whether administrators and auditors must sign in with a second factor."""
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(pk=1), name="one_office"),)

    def __str__(self) -> str:
        return self.name
