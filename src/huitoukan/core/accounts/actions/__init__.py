"""Changing accounts, seats, passwords and second factors."""

from huitoukan.core.accounts.actions.accounts import WrongAccount, WrongPassword, add, change, close, reopen, unlock
from huitoukan.core.accounts.actions.passwords import change_password, reset_password
from huitoukan.core.accounts.actions.seats import NewSeat, WrongSeat, end, grant

__all__ = [
    "NewSeat",
    "WrongAccount",
    "WrongPassword",
    "WrongSeat",
    "add",
    "change",
    "change_password",
    "close",
    "end",
    "grant",
    "reopen",
    "reset_password",
    "unlock",
]
