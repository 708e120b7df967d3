"""States of a version of the policy."""

from __future__ import annotations

from django.db import models

from huitoukan.core.saying import say_later


class VersionState(models.TextChoices):
    """A draft is tried out first; of the adopted ones the last is in force."""

    DRAFT = "draft", say_later("version.state_draft")
    ADOPTED = "adopted", say_later("version.state_adopted")
    DISCARDED = "discarded", say_later("version.state_discarded")
