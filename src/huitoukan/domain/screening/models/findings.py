"""Findings, and where each run saw them."""

from __future__ import annotations

from django.db import models

from huitoukan.core.access.scope import AreaScoped
from huitoukan.core.saying import say_later
from huitoukan.domain.screening.enums import Confidence, Standing
from huitoukan.domain.screening.marking import Status
from huitoukan.domain.screening.models.runs import Run
from huitoukan.policy.models import Level, RuleKind, Severity

KINDS = [(kind.value, say_later(f"policy.kind_{kind.value}")) for kind in RuleKind]
SEVERITIES = [(severity.value, say_later(f"policy.severity_{severity.value}")) for severity in reversed(Severity)]
"""The gravest first."""
LEVELS = [(level.value, say_later(f"policy.level_{level.value}")) for level in Level]


class Finding(models.Model):
    """One rule about one subject: the same from run to run."""

    key = models.CharField(max_length=32, unique=True)
    """The beginning of the SHA-256 of rule and subject; see ``screening.performing.describing``."""
    first_run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    first_seen_on = models.DateField()

    def __str__(self) -> str:
        return self.key


class Sighting(AreaScoped, models.Model):
    """A finding in a run. Those gone or unjudged are there, too, copied from where they were seen last."""

    scope_codes = ("area_code",)
    scope_theme = "theme"

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="sightings", db_index=False)
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="sightings", db_index=False)
    standing = models.CharField(max_length=8, choices=Standing.choices)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.OPEN)
    """What the mark on it makes of it; kept here so that lists filter and count by it."""
    area_code = models.CharField(max_length=14)
    theme = models.CharField(max_length=60, blank=True)
    """Of the rule's family; blank: no department's alone."""
    rule_id = models.CharField(max_length=80)
    family = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=KINDS)
    severity = models.CharField(max_length=10, choices=SEVERITIES)
    gravity = models.SmallIntegerField()
    """The severity as a number: 0 is the gravest."""
    level = models.CharField(max_length=10, choices=LEVELS)
    household_no = models.CharField(max_length=40, blank=True)
    person_no = models.CharField(max_length=40, blank=True)
    """Of somebody who has no person number the ID number, masked."""
    name = models.CharField(max_length=120)
    confidence = models.CharField(max_length=8, choices=Confidence.choices)
    sentence = models.TextField()
    """With ID numbers masked."""
    first_seen_on = models.DateField()
    seen_in = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+", db_index=False)
    """The run whose tables hold its facts and rows: this one, or the last that saw it."""
    position = models.IntegerField()
    """Its ``finding_id`` in those tables."""

    class Meta:
        ordering = ("gravity", "area_code", "pk")
        constraints = (models.UniqueConstraint(fields=("finding", "run"), name="one_sighting_a_run"),)
        indexes = (
            models.Index(fields=("run", "gravity", "area_code", "id"), name="sightings_in_order"),
            models.Index(
                fields=("run", "rule_id", "gravity", "area_code", "id", "standing", "status"), name="sightings_of_rule"
            ),
            # what the whole office has to do, in one pass over the index alone
            models.Index(fields=("run", "standing", "status", "gravity", "confidence"), name="sightings_tallied"),
            # whatever lists are narrowed by: they are counted without a look at the rows themselves
            models.Index(
                fields=(
                    *("run", "area_code", "theme", "family", "rule_id", "kind", "gravity"),
                    *("confidence", "standing", "status"),
                ),
                name="sightings_counted",
            ),
            models.Index(fields=("household_no", "run"), name="sightings_of_household"),
            models.Index(fields=("name", "run"), name="sightings_of_name"),
        )

    def __str__(self) -> str:
        return self.sentence
