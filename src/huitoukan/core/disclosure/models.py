"""Disclosures and openings. Both are short-lived helpers of the pages; what is kept for good is in the trail."""

from __future__ import annotations

from django.db import models

from huitoukan.core.accounts.models import User


class Disclosure(models.Model):
    """One reader sees one subject's data in full until a moment."""

    reader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="disclosures")
    subject_kind = models.CharField(max_length=40)
    subject_key = models.CharField(max_length=60)
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("reader", "subject_kind", "subject_key"), name="disclosure_of_subject"),)


class Opening(models.Model):
    """When a reader's opening of a subject's file was last recorded, so that reloading does not flood the trail."""

    reader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    subject_kind = models.CharField(max_length=40)
    subject_key = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("reader", "subject_kind", "subject_key"), name="one_opening_each"),
        )
