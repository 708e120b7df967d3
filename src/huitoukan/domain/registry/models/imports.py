"""Lists that somebody brought, from the upload to the day they are undone."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from huitoukan.core.access.scope import AreaScoped
from huitoukan.domain.registry.enums import ImportState


class Import(AreaScoped, models.Model):
    """The files of one upload. What is read of them lies in a folder of its own, see ``registry.folders``."""

    scope_codes = ("area_code",)

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """Names its folder."""
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.WAITING)
    day = models.DateField()
    """The day on which what the lists say was true."""
    is_complete = models.BooleanField(default=True)
    """Whether a household that is not on the registered list any more, in a township that is, has left it."""
    area_code = models.CharField(max_length=14)
    """Where whoever brought it may bring lists for; rows from outside are set aside."""
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField(auto_now_add=True)
    files = models.JSONField(default=list)
    """Name, bytes and sha256 of each file, as it was uploaded."""
    mapping = models.TextField(blank=True)
    """What somebody said about sheets that were not clear, as a mapping file (TOML)."""
    mapping_draft = models.TextField(blank=True)
    """A mapping file for what was not clear, to be completed; blank when all was clear."""
    claim = models.CharField(max_length=32, blank=True)
    """Of the task that works on it; another one that believes it does writes nothing."""
    progress = models.JSONField(default=dict)
    """See ``core.background.progress``; while it is read or landed."""
    read_in = models.CharField(max_length=60, blank=True)
    """The folder, inside that of the import, of what was read."""
    read_under = models.BigIntegerField(default=0)
    """The number of the policy version it was read under."""
    compared_in = models.CharField(max_length=60, blank=True)
    """The folder of what the registered list would change."""
    compared_with = models.BigIntegerField(default=0)
    """The number of the landing after which it was compared."""
    covered = models.JSONField(default=list)
    """The townships that a complete registered list has: nine digits each. Who is missing from it there is gone."""
    counts = models.JSONField(default=dict)
    """Rows and records, by what becomes of them; see ``registry.counting``."""
    problem = models.JSONField(null=True, blank=True)
    """Why it failed or has to be looked at again: a sentence in both languages."""
    landed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    landed_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            # Rows of a landing are written before they count; two of them at once could not be told apart.
            models.UniqueConstraint(
                models.Value(1),
                condition=Q(state__in=(ImportState.LANDING, ImportState.UNDOING)),
                name="one_import_lands_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.pk}"


class ImportedSheet(models.Model):
    """One sheet of a file, and what it was taken for."""

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="sheets")
    file = models.CharField(max_length=260)
    sheet = models.CharField(max_length=120)
    kind = models.CharField(max_length=60, blank=True)
    header_row = models.IntegerField(null=True)
    rows_read = models.IntegerField()
    rows_set_aside = models.IntegerField()
    nearest = models.CharField(max_length=60, blank=True)
    """The kind it fits best, where it is not clear."""
    columns = models.JSONField(default=dict)
    """Field of the kind, or of the nearest → the header it was found under."""
    headers = models.JSONField(default=list)
    """The titles of its columns, in order."""
    raw = models.CharField(max_length=200, blank=True)
    """A Parquet file in the folder of the import: the rows as they were, ``row`` and ``c0``, ``c1``, … as text."""
    unknown_headers = models.JSONField(default=list)
    missing = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    """Sentences in both languages: why it was left out, what could not be read."""

    class Meta:
        ordering = ("pk",)


class ImportedList(models.Model):
    """The rows of one kind of list in an import, typed, as the engine takes them. Runs choose among those landed."""

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="lists")
    kind = models.CharField(max_length=60)
    day = models.DateField()
    rows = models.IntegerField()
    paths = models.JSONField(default=list)
    """Parquet files, relative to the folder of the import."""
    fields = models.JSONField(default=list)
    """The fields that at least one of its sheets has."""

    class Meta:
        ordering = ("kind", "-day", "-pk")
        indexes = (models.Index(fields=("kind", "day"), name="list_of_kind_and_day"),)
