"""The numbers by which what lands counts all at once."""

from __future__ import annotations

from django.db import models

from huitoukan.domain.registry.models.imports import Import


class Landing(models.Model):
    """From this row on, versions that carry its ``number`` count, and those that end with it do not.

    The rows themselves are written before, a few at a time, while everybody goes on reading and writing; nobody sees
    them until this one row is there. See docs/adr/0015.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    of = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="landings")
    is_undoing = models.BooleanField(default=False)

    class Meta:
        ordering = ("-number",)
