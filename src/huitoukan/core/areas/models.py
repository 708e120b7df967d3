"""Areas, what they were called, and what they look like on a map."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from huitoukan.core.access.scope import AreaScoped
from huitoukan.core.areas.enums import Level


class Area(AreaScoped, models.Model):
    """A province, city, county, township, village or group; its code says where it lies."""

    scope_codes = ("code",)

    code = models.CharField(max_length=14, unique=True)
    name = models.CharField(max_length=60)
    level = models.CharField(max_length=10, choices=Level.choices)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    is_poor_village = models.BooleanField(default=False)
    is_resettlement = models.BooleanField(default=False)
    opened_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors")

    class Meta:
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("opened_on")), name="area_ends_after_opening"
            ),
        )

    def __str__(self) -> str:
        return self.name


class FormerName(models.Model):
    """What an area was called until a day."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField(max_length=60)
    until = models.DateField()

    class Meta:
        ordering = ("until", "pk")


class Boundary(models.Model):
    """The outline of an area for the map, as the geometry of GeoJSON."""

    area = models.OneToOneField(Area, on_delete=models.CASCADE, related_name="boundary")
    geometry = models.JSONField()


class Draft(models.Model):
    """A list of areas that somebody has brought and not yet taken over. Nobody else sees it."""

    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    brought_at = models.DateTimeField(auto_now_add=True)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    day = models.DateField()
    are_corrections = models.BooleanField()
    lines = models.JSONField()

    class Meta:
        ordering = ("-brought_at", "-pk")
