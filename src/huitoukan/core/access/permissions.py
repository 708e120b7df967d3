"""What can be allowed. A permission says what; a seat says where."""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    """Named by what somebody can then do."""

    SEE_AREAS = "see_areas"
    EDIT_AREAS = "edit_areas"
    SEE_ACCOUNTS = "see_accounts"
    EDIT_ACCOUNTS = "edit_accounts"
    SEE_PERSONAL_DATA = "see_personal_data"
    EDIT_SETTINGS = "edit_settings"
    SEE_AUDIT = "see_audit"
