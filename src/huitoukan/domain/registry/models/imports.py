"""Lists that somebody brought, from the upload to the day they are undone."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from huitoukan.core.access.scope import AreaScoped
from huitoukan.domain.registry.enums import ImportState


class Import(AreaScoped, models.Model):
    """The files of one upload. What is read of them lies in a folder of its own, see ``registry.folders``."""

    scope_codes = ("area_code",)

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
    progress = models.JSONField(default=dict)
    """Stage (a sentence), ``done`` of ``total``; while it is read or landed."""
    counts = models.JSONField(default=dict)
    """Rows and records, by what becomes of them."""
    problem = models.JSONField(null=True, blank=True)
    """The sentence that says why it failed."""
    landed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    landed_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

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
    columns = models.JSONField(default=dict)
    """Field → the header it was found under."""
    unknown_headers = models.JSONField(default=list)
    missing = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    """Sentences: why it was left out, what could not be read."""

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
