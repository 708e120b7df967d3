"""Accounts and seats."""

from __future__ import annotations

import datetime as dt
from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from huitoukan.core import masks
from huitoukan.core.access.holdings import Holding
from huitoukan.core.access.roles import Role
from huitoukan.core.access.scope import AreaScoped
from huitoukan.core.accounts.names import normalised
from huitoukan.core.areas.models import Area
from huitoukan.core.prepared import Prepared


class Accounts(BaseUserManager["User"]):
    """Finds accounts by what was typed."""

    def get_by_natural_key(self, username: str | None) -> User:
        """The account of that name, however it was typed. Raises ``User.DoesNotExist``."""
        return self.get(username=normalised(username or ""))


class User(AreaScoped, AbstractBaseUser):
    """Somebody who can sign in. What they may do comes from their seats alone."""

    scope_codes = ("seats__area__code",)

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    unit = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_login = None  # the trail knows who came; nobody is measured by it
    created_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = Accounts()

    USERNAME_FIELD = "username"

    class Meta:
        ordering = ("username", "pk")

    def __str__(self) -> str:
        return self.name

    @property
    def masked_phone(self) -> str:
        """As lists and exports show it."""
        return masks.phone(self.phone)

    @cached_property
    def holdings(self) -> tuple[Holding, ...]:
        """The seats in force today; read once a request."""
        return tuple(
            Holding(Role(role), code, name, tuple(themes), is_at_top=above is None)
            for role, code, name, themes, above in _held(self.pk, timezone.localdate())
        )


def in_force(lookup: str = "") -> Q:
    """Seats, or what leads to them by ``lookup`` (``seats__``), that are in force today."""
    return _in_force_on(timezone.localdate(), lookup)


def not_ended(lookup: str = "") -> Q:
    """Seats that are in force today or will be."""
    return _not_ended_on(timezone.localdate(), lookup)


def _in_force_on(day: dt.date, lookup: str = "") -> Q:
    return Q(**{f"{lookup}starts_on__lte": day}) & _not_ended_on(day, lookup)


def _not_ended_on(day: dt.date, lookup: str = "") -> Q:
    ends = f"{lookup}ends_on"
    return Q(**{f"{ends}__isnull": True}) | Q(**{f"{ends}__gte": day})


class Seat(AreaScoped, models.Model):
    """A role in an area for a time; a department's seat may be for some themes only."""

    scope_codes = ("area__code",)

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="seats")
    role = models.CharField(max_length=20, choices=Role.choices)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="seats")
    themes = models.JSONField(default=list, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    granted_at = models.DateTimeField(auto_now_add=True)
    granted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("area__code", "role", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="seat_ends_after_start"
            ),
        )


def _seats_on(user: int, day: dt.date) -> models.QuerySet[Seat, tuple[str, str, str, list[str], int | None]]:
    rows = Seat.objects.filter(_in_force_on(day), user=user).order_by("area__code", "pk")
    return rows.values_list("role", "area__code", "area__name", "themes", "area__parent")


_held = Prepared(_seats_on, int, dt.date)
"""Asked for every page."""
