"""The trail. Its rows refer to nothing by key, so that nothing that is deleted can take them along."""

from __future__ import annotations

from django.db import models

from huitoukan.core.access.scope import AreaScoped


class Entry(AreaScoped, models.Model):
    """One event. ``seal`` is the hash of the row and of the seal before it."""

    scope_codes = ("area_code",)

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=60)
    action = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=60)
    subject_name = models.CharField(max_length=120)
    area_code = models.CharField(max_length=14, db_index=True)
    details = models.TextField()
    seal = models.CharField(max_length=64)

    class Meta:
        ordering = ("-number",)
        indexes = (
            models.Index(fields=["subject_kind", "subject", "number"], name="entry_of_subject"),
            models.Index(fields=["at"], name="entry_at"),
        )
        verbose_name_plural = "entries"


class Verification(models.Model):
    """What came of reading the whole trail on a day. The next reading must find at least as much."""

    at = models.DateTimeField(auto_now_add=True)
    count = models.BigIntegerField()
    head = models.CharField(max_length=64)
    broken_at = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("-at", "-pk")

    @property
    def is_intact(self) -> bool:
        """Whether every row was what had been sealed."""
        return self.broken_at is None
