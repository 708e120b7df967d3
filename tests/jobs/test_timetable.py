"""What is done by itself, done on real rows: what is past goes, what is in force stays."""

from __future__ import annotations

import datetime as dt
from unittest.mock import patch

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone
from tests.conftest import County

from huitoukan.core.accounts.queries import as_subject
from huitoukan.core.accounts.tasks import delete_expired_sessions
from huitoukan.core.audit.queries import last_verification
from huitoukan.core.audit.tasks import verify
from huitoukan.core.disclosure.actions import disclose
from huitoukan.core.disclosure.models import Disclosure
from huitoukan.core.disclosure.tasks import forget_past
from huitoukan.jobs.timetable import TIMETABLE


def test_names_are_unique_since_they_stand_for_due_times() -> None:
    assert len({schedule.name for schedule in TIMETABLE}) == len(TIMETABLE)


def test_the_trail_is_read_through_and_what_came_of_it_is_kept(county: County) -> None:
    assert verify.call() is None
    kept = last_verification()
    assert kept
    assert kept.is_intact
    assert kept.count > 5


@pytest.mark.django_db
def test_sessions_that_have_ended_go_and_others_stay() -> None:
    for seconds in (-60, 3600):
        session = SessionStore()
        session.set_expiry(timezone.now() + dt.timedelta(seconds=seconds))
        session.save()
    assert delete_expired_sessions.call() == 1
    assert Session.objects.get().expire_date > timezone.now()


def test_disclosures_of_days_past_go_and_those_of_today_stay(county: County) -> None:
    by, subject = county.administrator, as_subject(county.administrator)
    with patch("django.utils.timezone.now", return_value=timezone.now() - dt.timedelta(days=2)):
        disclose(by=by, subject=subject, reason="核对台账")
    today = disclose(by=by, subject=subject, reason="核对台账")
    assert forget_past.call() == 1
    assert Disclosure.objects.get() == today
