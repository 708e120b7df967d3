"""How often a token may ask: a program that goes round in circles must not be felt by those at their desks.

Each process of the server counts for itself, which is good enough for that.
"""

from __future__ import annotations

import time

from django.core.cache import cache

from huitoukan.core.tokens.models import Token

A_MINUTE = 120
"""Requests of one token in a minute, in one process."""
_SECONDS = 60


def seconds_to_wait(token: Token) -> int:
    """Counts a request; 0 while there were not too many, else how long until the next minute."""
    now = int(time.time())
    key = f"token-{token.pk}-{now // _SECONDS}"
    if cache.add(key, 1, _SECONDS):
        return 0
    return 0 if cache.incr(key) <= A_MINUTE else _SECONDS - now % _SECONDS
