"""Changing the settings of the office."""

from __future__ import annotations

from django.core.cache import cache
from django.db import transaction

from huitoukan.core.access.holdings import require_everywhere
from huitoukan.core.access.permissions import Permission
from huitoukan.core.accounts.models import User
from huitoukan.core.actions import action
from huitoukan.core.areas.queries import root_code
from huitoukan.core.audit.actions import record
from huitoukan.core.audit.events import Event
from huitoukan.core.audit.subjects import Subject
from huitoukan.core.office.models import Office
from huitoukan.core.office.queries import CACHED, ONLY


@action
def change(*, by: User, name: str, session_minutes: int, second_factor_required: bool) -> Office:
    """New settings. They are everybody's: only a seat at the top area may. Raises ``Refused``."""
    require_everywhere(by, Permission.EDIT_SETTINGS)
    wanted = {"name": name, "session_minutes": session_minutes, "second_factor_required": second_factor_required}
    former = Office.objects.select_for_update().filter(pk=ONLY).first() or Office(pk=ONLY, name="")
    before = {key: getattr(former, key) for key, value in wanted.items() if getattr(former, key) != value}
    office, _new = Office.objects.update_or_create(pk=ONLY, defaults=wanted)
    record(
        event=Event.SETTINGS_CHANGED,
        by=by,
        subject=Subject("office", str(ONLY), name, root_code()),
        before=before,
        after={key: wanted[key] for key in before},
    )
    transaction.on_commit(lambda: cache.delete(CACHED))
    return office
