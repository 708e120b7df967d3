"""What can be allowed. A permission says what; a seat says where."""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    """Named by what somebody can then do."""

    SEE_AREAS = "see_areas"
    EDIT_AREAS = "edit_areas"
    SEE_ACCOUNTS = "see_accounts"
    EDIT_ACCOUNTS = "edit_accounts"
    SEE_CONTACTS = "see_contacts"
    """Telephone numbers of colleagues in full."""
    SEE_PERSONAL_DATA = "see_personal_data"
    """Data of the people of households in full: whoever keeps accounts has no need of them."""
    EDIT_SETTINGS = "edit_settings"
    SEE_AUDIT = "see_audit"
    SEE_HOUSEHOLDS = "see_households"
    SEE_LISTS = "see_lists"
    """Imports and runs, and how they went."""
    BRING_LISTS = "bring_lists"
    RUN_CHECKS = "run_checks"
    SEE_FINDINGS = "see_findings"
    MARK_FINDINGS = "mark_findings"
    DECIDE_EXEMPTIONS = "decide_exemptions"
    """For the level of the seat's area: a township's first, then the county's."""
    REVIEW_LINKS = "review_links"
    SEE_POLICY = "see_policy"
    EDIT_POLICY = "edit_policy"
