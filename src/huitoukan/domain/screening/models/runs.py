"""Runs of the checks."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from huitoukan.domain.registry.models import ImportedList
from huitoukan.domain.screening.enums import UNDER_WAY, RunState


class Run(models.Model):
    """The whole registry judged as on a day. Its tables lie in a folder of its own, see ``screening.folders``."""

    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.WAITING)
    day = models.DateField()
    landing = models.BigIntegerField()
    """The registry is taken as it was known after the landing of this number."""
    lists = models.ManyToManyField(ImportedList, related_name="+")
    """The lists beside the registered one."""
    policy = models.BigIntegerField()
    """The number of the version of the policy."""
    is_trial = models.BooleanField(default=False)
    """Under a draft of the policy, to see what it would change: it is compared, and otherwise changes nothing."""
    follows = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    """The run that this one is held against."""
    pack = models.CharField(max_length=60, blank=True)
    pack_version = models.CharField(max_length=60, blank=True)
    parameters = models.JSONField(default=dict)
    """The parameters of the policy in force on the day, by name, as people write them."""
    progress = models.JSONField(default=dict)
    """See :class:`huitoukan.core.background.progress.StoredProgress`."""
    claim = models.CharField(max_length=32, blank=True)
    """Of the task that works on it; another one that believes it does writes nothing."""
    counts = models.JSONField(default=dict)
    """What was read and found, see ``screening.performing.counting``."""
    problem = models.JSONField(null=True, blank=True)
    """The sentence that says why it failed, in both languages."""
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            # The next run is held against this one: it must be known what this one says.
            models.UniqueConstraint(
                models.Value(1), condition=Q(state__in=UNDER_WAY, is_trial=False), name="one_run_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.pk}"
