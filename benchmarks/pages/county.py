"""A county for the pages: 15 townships of 20 villages, an auditor who reads it all, and 10,000 events in the trail.

``python -m benchmarks.pages.county`` fills the database of the server that the environment names.
"""

from __future__ import annotations

import datetime as dt

COUNTY = "990101000000"
TOWNSHIPS, VILLAGES, OFFICERS, EVENTS = 15, 20, 40, 10_000
AUDITOR, PASSWORD, _FIRST = "auditor", "heron-Basket-71", "first-Ladder-52"
_FOUNDED = dt.date(2020, 1, 1)


def fill() -> None:
    """By actions, in one transaction."""
    from django.db import transaction

    from huitoukan.core.access.roles import Role
    from huitoukan.core.accounts import actions as accounts
    from huitoukan.core.areas import actions as areas
    from huitoukan.core.areas.models import Area
    from huitoukan.core.areas.queries import as_subject
    from huitoukan.core.audit.actions import record
    from huitoukan.core.audit.events import Event
    from huitoukan.core.setup import set_up

    with transaction.atomic():
        by = set_up(code=COUNTY, area_name="云岭县", username="admin", name="管理员", password=_FIRST)
        by = accounts.change_password(by=by, old=_FIRST, new=PASSWORD)
        for town in range(1, TOWNSHIPS + 1):
            areas.add(by=by, code=f"990101{town:03}000", name=f"第{town}镇", opened_on=_FOUNDED)
            for village in range(1, VILLAGES + 1):
                code, name = f"990101{town:03}{village:03}", f"第{town}镇{village}村"
                areas.add(by=by, code=code, name=name, opened_on=_FOUNDED, is_poor_village=village % 3 == 0)

        def add(username: str, role: Role, code: str) -> None:
            seat = accounts.NewSeat(role=role, area=Area.objects.get(code=code), starts_on=_FOUNDED)
            made = accounts.add(by=by, username=username, name=username, password=_FIRST, seat=seat)
            accounts.change_password(by=made, old=_FIRST, new=PASSWORD)

        add(AUDITOR, Role.AUDITOR, COUNTY)
        for number in range(OFFICERS):
            add(f"officer{number}", Role.TOWNSHIP_OFFICER, f"990101{number % TOWNSHIPS + 1:03}000")
        subjects = [as_subject(area) for area in Area.objects.order_by("code")]
        for number in range(EVENTS):
            record(event=Event.AREA_MARKED, by=by, subject=subjects[number % len(subjects)], is_poor_village=True)


if __name__ == "__main__":
    import django

    django.setup()
    fill()
