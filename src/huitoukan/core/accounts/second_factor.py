"""The second factor: a code that changes every half minute, or one of ten codes kept on paper. django-otp reckons."""

from __future__ import annotations

import re
import unicodedata
from base64 import b32encode

from django.utils.crypto import salted_hmac
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from huitoukan.core.access.roles import Role
from huitoukan.core.accounts.models import User
from huitoukan.core.accounts.passwords import readable
from huitoukan.core.office.queries import office

ASKED_OF = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})
"""Roles of which an office may require it."""
BACKUP_CODES = 10
_DIGEST = 16  # as many characters as django-otp keeps of a code
_FROM_APP = re.compile(r"[0-9]{6}")


def is_on(user: User) -> bool:
    """Whether signing in takes a code."""
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


def is_required(user: User) -> bool:
    """Whether the office wants one of somebody with these seats."""
    return office().second_factor_required and any(held.role in ASKED_OF for held in user.holdings)


def unconfirmed(user: User) -> TOTPDevice | None:
    """What has been shown to ``user`` to be set up, until a first code proves that it was."""
    return TOTPDevice.objects.filter(user=user, confirmed=False).first()


def backup_codes_left(user: User) -> int:
    """How many of the ten are unused."""
    return sum(device.token_set.count() for device in StaticDevice.objects.filter(user=user))


def readable_secret(device: TOTPDevice) -> str:
    """For typing in where there is no camera, in groups of four."""
    secret = b32encode(device.bin_key).decode()
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def accepts(user: User, typed: str) -> str | None:
    """Whether ``typed`` is right, and what it came from: ``app``, ``backup`` or nothing. A right one is used up.

    Inside a transaction: the row is locked, so that one code does not open two doors.
    """
    code = plain(typed)
    kind, devices = ("app", TOTPDevice) if _FROM_APP.fullmatch(code) else ("backup", StaticDevice)
    device = devices.objects.select_for_update().filter(user=user, confirmed=True).first()
    if device is None:
        return None
    return kind if device.verify_token(code if kind == "app" else _digest(user, code)) else None


def renew_backup_codes(user: User) -> list[str]:
    """Ten new codes in place of the old; only digests of them are kept."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="backup")
    codes = [readable(groups=2) for _ in range(BACKUP_CODES)]
    for code in codes:
        device.token_set.create(token=_digest(user, plain(code)))
    return codes


def remove(user: User) -> None:
    """Takes away whatever ``user`` has set up."""
    for devices in (TOTPDevice, StaticDevice):
        devices.objects.filter(user=user).delete()


def plain(typed: str) -> str:
    """A code without the blanks and dashes by which people read it."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", typed)).lower()


def _digest(user: User, code: str) -> str:
    return salted_hmac("huitoukan.backup_code", f"{user.pk}:{code}", algorithm="sha256").hexdigest()[:_DIGEST]
