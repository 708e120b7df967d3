"""Households and persons as they were, and as they were known to be.

A version says what was true from ``valid_from`` until the day before ``valid_to``, as it was known from the landing
``since`` until the landing ``until``. Nothing of it is ever changed but ``until``, so a report of a past day, printed
again as it was known then, is the same.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models.lookups import GreaterThan, LessThanOrEqual

from huitoukan.core.access.scope import AreaScoped
from huitoukan.core.beginnings import BY_BYTES
from huitoukan.domain.registry.models.imports import Import

ALWAYS = dt.date.max
"""``valid_to`` of what has not ended."""
OPEN = 2**62
"""``until`` of what is still held to be true."""


_BESIDE_AREA = (BY_BYTES, "varchar_ops")


class _Loosely:
    """For comparisons that most rows meet: they must not lead SQLite to read the rows by an index of the column."""

    operator: str

    def get_rhs_op(self, _connection: Any, rhs: str) -> str:
        """The same on both databases."""
        return f"{self.operator} {rhs}"

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        """The plus keeps the column out of the choice of an index."""
        sql, params = self.as_sql(compiler, connection)  # type: ignore[attr-defined]
        return f"+{sql}", params


@models.BigIntegerField.register_lookup
class NotAfter(_Loosely, LessThanOrEqual):
    """As ``lte``."""

    lookup_name, operator = "not_after", "<="


@models.BigIntegerField.register_lookup
class After(_Loosely, GreaterThan):
    """As ``gt``."""

    lookup_name, operator = "after", ">"


class Versions(models.QuerySet[Any]):
    """Rows of a versioned table."""

    def known_at(self, landing: int) -> Self:
        """What was held to be true after the landing of that number."""
        return self.filter(since__not_after=landing, until__after=landing)

    def as_of(self, day: dt.date, landing: int) -> Self:
        """What was so on ``day``, as known after the landing of that number: one row of each household or person."""
        return self.known_at(landing).filter(valid_from__lte=day, valid_to__gt=day)


class Version(AreaScoped, models.Model):
    """What both tables share."""

    scope_codes = ("area_code",)

    area_code = models.CharField(max_length=14)
    """The village, or the narrowest area around it that is known."""
    since = models.BigIntegerField()
    until = models.BigIntegerField(default=OPEN)
    valid_from = models.DateField()
    valid_to = models.DateField(default=ALWAYS)
    digest = models.CharField(max_length=16)
    """Of everything the version says: two with the same say the same."""
    facts = models.JSONField(default=dict)
    """Field of the list kind → value; what is blank is not there."""
    origin = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="+", db_index=False)
    """The import that said so."""
    kind = models.CharField(max_length=60)
    row_id = models.BigIntegerField()
    """With ``origin`` and ``kind``: the row of the list (of a household, that of its head)."""

    objects = Versions.as_manager()

    class Meta:
        abstract = True


class HouseholdVersion(Version):
    """A household of the registry."""

    number = models.CharField(max_length=40)
    township = models.CharField(max_length=60)
    village = models.CharField(max_length=60)
    """Both as the list writes them."""
    head_name = models.CharField(max_length=60)
    size = models.IntegerField()
    """Members on the list."""
    household_type = models.CharField(max_length=40, blank=True)
    monitor_kind = models.CharField(max_length=40, blank=True)
    risk_removed = models.BooleanField(null=True)
    disputed = models.JSONField(default=dict)
    """Field → what members say of the household instead of what its head says."""

    class Meta:
        ordering = ("area_code", "number", "pk")
        indexes = (
            models.Index(
                fields=("number", "area_code", "since", "until", "valid_from", "valid_to"),
                name="household_versions",
                opclasses=(BY_BYTES, "varchar_ops", "int8_ops", "int8_ops", "date_ops", "date_ops"),
            ),
            # what lists are narrowed by: they are counted without a look at the rows themselves
            models.Index(
                fields=(
                    *("area_code", "number", "since", "until", "valid_from", "valid_to"),
                    *("household_type", "monitor_kind", "risk_removed", "size"),
                ),
                name="household_in_area",
            ),
            models.Index(fields=("until",), name="household_until"),
            models.Index(fields=("since",), name="household_since"),
        )

    def __str__(self) -> str:
        return self.number


class PersonVersion(Version):
    """A member of a household of the registry. Somebody listed in two households is there twice."""

    key = models.CharField(max_length=120)
    """The person number; where the list has none, the household number and the ID number or the name."""
    person_no = models.CharField(max_length=40, blank=True)
    household_no = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    initials = models.CharField(max_length=20, blank=True)
    """First letters of the name's pinyin, in lower case."""
    id_no = models.CharField(max_length=30, blank=True)
    id_tail = models.CharField(max_length=6, blank=True)
    """The last six characters of the ID number, turned round, so that any tail of it is a beginning."""
    phone = models.CharField(max_length=20, blank=True)
    relation = models.CharField(max_length=20, blank=True)
    sex = models.CharField(max_length=4, blank=True)
    birth_date = models.DateField(null=True)

    class Meta:
        ordering = ("area_code", "household_no", "key", "pk")
        indexes = (
            models.Index(fields=("key", "since"), name="person_versions", opclasses=(BY_BYTES, "int8_ops")),
            models.Index(fields=("household_no", "since"), name="person_of_household"),
            # with the area, so that those of other places are passed over without a look at their rows
            *(
                models.Index(fields=(column, "area_code"), name=f"person_by_{column}", opclasses=_BESIDE_AREA)
                for column in ("name", "initials", "id_tail", "phone")
            ),
            models.Index(fields=("until",), name="person_until"),
            models.Index(fields=("since",), name="person_since"),
        )

    def __str__(self) -> str:
        return self.key
