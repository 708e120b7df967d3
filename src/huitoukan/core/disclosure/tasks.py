"""Tidying up: what is kept for good is in the trail."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django_tasks import task

from huitoukan.core.disclosure.models import Disclosure, Opening

KEPT_FOR = dt.timedelta(days=1)


@task()
def forget_past() -> int:
    """Disclosures and openings of days past go, with the reasons in them; says how many there were."""
    before = timezone.now() - KEPT_FOR
    disclosures, _ = Disclosure.objects.filter(until__lt=before).delete()
    openings, _ = Opening.objects.filter(recorded_at__lt=before).delete()
    return disclosures + openings
