"""Codes as the app on somebody's telephone shows them."""

from __future__ import annotations

import time

from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from huitoukan.core.accounts.actions import second_factor
from huitoukan.core.accounts.models import User


def code_of(device: TOTPDevice, *, steps: int = 0) -> str:
    """What the app shows so many half minutes from now."""
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time = time.time() + steps * device.step
    return f"{totp.token():06}"


def set_up(user: User) -> tuple[TOTPDevice, list[str]]:
    """Somebody with a second factor, and their backup codes; the code of half a minute ago is used up."""
    device = second_factor.begin(by=user)
    codes = second_factor.confirm(by=user, code=code_of(device, steps=-1))
    return device, codes
