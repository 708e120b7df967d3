"""Versions of the policy that the office works by."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from huitoukan.domain.policies.enums import VersionState


class PolicyVersion(models.Model):
    """A pack and the office's own values. Once adopted it never changes: what was decided under it names its number."""

    AS_SHIPPED: ClassVar[int] = 0
    """The number of the baseline as it comes with the program, in force until an office adopts something else."""

    number = models.BigAutoField(primary_key=True)
    state = models.CharField(max_length=10, choices=VersionState.choices, default=VersionState.DRAFT)
    based_on = models.BigIntegerField()
    """The number of the version that was in force when this one was begun."""
    pack = models.CharField(max_length=60, blank=True)
    """A pack that comes with the program; blank: the office's own, in ``files``."""
    files = models.JSONField(default=dict)
    """Path → text of each file of the office's own pack."""
    values = models.JSONField(default=list)
    """The office's own values: ``parameter``, ``since`` (ISO), ``value`` as written, ``source``."""
    note = models.CharField(max_length=200, blank=True)
    """Why, in the words of whoever adopted it."""
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(default=timezone.now)
    """When the draft last said something else; a trial from before says nothing of it."""
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    adopted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-number",)

    def __str__(self) -> str:
        return f"{self.number}"
