"""What left the house is in the trail."""

from __future__ import annotations

from huitoukan.core.accounts.models import User
from huitoukan.core.accounts.queries import as_subject
from huitoukan.core.actions import action
from huitoukan.core.audit.actions import record
from huitoukan.core.audit.events import Event


@action
def note_export(*, by: User, what: str, rows: int) -> None:
    """``by`` has taken ``rows`` rows of the table called ``what`` away as a workbook."""
    record(event=Event.EXPORTED, by=by, subject=as_subject(by), what=what, rows=rows)
