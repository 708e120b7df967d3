"""Reading the trail through each night."""

from __future__ import annotations

import logging

from django_tasks import task

from huitoukan.core.audit.verifications import verify_trail
from huitoukan.core.background.retries import retried

log = logging.getLogger(__name__)


@retried()
@task()
def verify() -> int | None:
    """Keeps what came of it, and writes the last seal into the log, where nobody of the database can change it."""
    found = verify_trail()
    kept = {"count": found.count, "head": found.head, "broken_at": found.broken_at}
    if found.is_intact:
        log.info("audit trail is intact", extra=kept)
    else:
        log.critical("audit trail is broken", extra=kept)
    return found.broken_at
