"""What is done when, by itself. A time that was missed while the server was off is made up for once."""

from __future__ import annotations

from huitoukan.core.accounts.tasks import delete_expired_sessions, forget_old_failures
from huitoukan.core.audit.tasks import verify
from huitoukan.core.background.schedules import Schedule, daily
from huitoukan.core.background.tasks import prune
from huitoukan.core.disclosure.tasks import forget_past
from huitoukan.domain.registry.tasks import clear_lost_uploads

TIMETABLE = (
    Schedule("verify_trail", verify, daily(1, 30)),
    Schedule("delete_expired_sessions", delete_expired_sessions, daily(2, 0)),
    Schedule("forget_old_failures", forget_old_failures, daily(2, 5)),
    Schedule("forget_disclosures", forget_past, daily(2, 10)),
    Schedule("clear_lost_uploads", clear_lost_uploads, daily(2, 20)),
    Schedule("prune_background", prune, daily(2, 15)),
)
