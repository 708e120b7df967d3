"""What the trail tells of. An event is named ``what.happened`` and has its sentence in ``event.what_happened``."""

from __future__ import annotations

from enum import StrEnum

from huitoukan.messages import Message, say


class Event(StrEnum):
    """Everything that is recorded."""

    SIGNED_IN = "account.signed_in"
    SIGNED_OUT = "account.signed_out"
    SIGN_IN_FAILED = "account.sign_in_failed"
    LOCKED_OUT = "account.locked_out"
    ACCOUNT_OPENED = "account.opened"
    ACCOUNT_ADDED = "account.added"
    ACCOUNT_CHANGED = "account.changed"
    ACCOUNT_CLOSED = "account.closed"
    ACCOUNT_REOPENED = "account.reopened"
    PASSWORD_CHANGED = "account.password_changed"  # noqa: S105
    PASSWORD_RESET = "account.password_reset"  # noqa: S105
    ACCOUNT_UNLOCKED = "account.unlocked"
    SECOND_FACTOR_ON = "second_factor.switched_on"
    SECOND_FACTOR_OFF = "second_factor.switched_off"
    SECOND_FACTOR_RESET = "second_factor.reset"
    BACKUP_CODES_MADE = "second_factor.codes_made"
    DISCLOSED = "personal_data.disclosed"
    TOKEN_MADE = "token.made"  # noqa: S105
    TOKEN_WITHDRAWN = "token.withdrawn"  # noqa: S105
    API_READ = "token.read"
    HOUSEHOLD_OPENED = "household.opened"
    FINDING_OPENED = "finding.opened"
    SEAT_GRANTED = "seat.granted"
    SEAT_ENDED = "seat.ended"
    AREA_ADDED = "area.added"
    AREA_RENAMED = "area.renamed"
    AREA_MARKED = "area.marked"
    AREA_CORRECTED = "area.corrected"
    AREA_MERGED = "area.merged"
    AREA_LIST_IMPORTED = "area.list_imported"
    BOUNDARIES_SET = "area.boundaries_set"
    BOUNDARY_REMOVED = "area.boundary_removed"
    LISTS_BROUGHT = "lists.brought"
    LISTS_MAPPED = "lists.mapped"
    LISTS_DISCARDED = "lists.discarded"
    LISTS_LANDED = "lists.landed"
    LISTS_UNDONE = "lists.undone"
    LANDING_STOPPED = "lists.landing_stopped"
    EXPORTED = "table.exported"
    TRAIL_VERIFIED = "trail.verified"
    RUN_ASKED = "run.asked"
    RUN_CANCELLED = "run.cancelled"
    RUN_FAILED = "run.failed"
    RUN_DONE = "run.done"
    FINDING_FOR_CASE = "finding.for_case"
    CASE_MARK_WITHDRAWN = "finding.case_mark_withdrawn"
    EXEMPTION_ASKED = "exemption.asked"
    EXEMPTION_PASSED = "exemption.passed"
    EXEMPTION_AGREED = "exemption.agreed"
    EXEMPTION_REFUSED = "exemption.refused"
    EXEMPTION_WITHDRAWN = "exemption.withdrawn"
    EXEMPTION_ENDED = "exemption.ended"
    FINDING_CALLED_WRONG = "finding.called_wrong"
    WRONG_CONFIRMED = "finding.wrong_confirmed"
    WRONG_REFUSED = "finding.wrong_refused"
    WRONG_WITHDRAWN = "finding.wrong_withdrawn"
    WRONG_ENDED = "finding.wrong_ended"
    SETTINGS_CHANGED = "settings.changed"
    POLICY_ADOPTED = "policy.adopted"
    LINK_ANSWERED = "link.answered"
    LINK_WITHDRAWN = "link.withdrawn"
    LINK_SETTLED = "link.settled"

    @property
    def sentence(self) -> Message:
        """In words."""
        return say(f"event.{self.value.replace('.', '_')}")
