"""What people say of findings."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from huitoukan.core.access.scope import AreaScoped
from huitoukan.domain.screening.marking import LIVE, MarkKind, MarkState
from huitoukan.domain.screening.models.findings import Finding
from huitoukan.domain.screening.models.runs import Run


class Mark(AreaScoped, models.Model):
    """One thing said of a finding. It holds for the finding, whatever run sees it again."""

    scope_codes = ("area_code",)
    scope_theme = "theme"

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="marks")
    kind = models.CharField(max_length=10, choices=MarkKind.choices)
    state = models.CharField(max_length=10, choices=MarkState.choices)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    """The run it was made on, and so the version of the policy that it was made under."""
    area_code = models.CharField(max_length=14)
    theme = models.CharField(max_length=60, blank=True)
    rule_id = models.CharField(max_length=80)
    reason = models.CharField(max_length=500)
    """Why; of an exemption the evidence."""
    checked = models.CharField(max_length=500, blank=True)
    """What was looked at before the finding was called wrong."""
    until = models.DateField(null=True, blank=True)
    """The last day of an exemption."""
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (models.UniqueConstraint(fields=("finding",), condition=Q(state__in=LIVE), name="one_live_mark"),)
        indexes = (models.Index(fields=("area_code", "state"), name="marks_in_area"),)

    def __str__(self) -> str:
        return f"{self.pk}"


class Step(models.Model):
    """Where a mark came, through whom and with which words. The first is its beginning."""

    mark = models.ForeignKey(Mark, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=10, choices=MarkState.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    """Nobody: it ended by itself."""
    at = models.DateTimeField(auto_now_add=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("pk",)
