"""Tokens. The secret itself is nowhere; when one was last shown is not kept either, for nobody is watched by it."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Token(models.Model):
    """Whoever shows its secret reads what its owner may read, until its last day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=60)
    """What it is for, in the words of its owner."""
    beginning = models.CharField(max_length=12)
    """Of the secret, so that its owner knows which one is meant."""
    digest = models.CharField(max_length=64, unique=True)
    """SHA-256 of the secret, which is long enough that nobody guesses it."""
    made_at = models.DateTimeField(auto_now_add=True)
    ends_on = models.DateField()
    """The last day it is good for."""
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return self.name
