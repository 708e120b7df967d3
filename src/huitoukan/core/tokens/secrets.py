"""The secret of a token: shown once, kept by nobody but its owner."""

from __future__ import annotations

import hashlib
import secrets

_MARK = "hkt_"
"""So that a secret that has got into a file or a chat can be found and withdrawn."""
_BYTES = 32
SHOWN = 9
"""Characters of it that lists show."""


def new_secret() -> str:
    """Long enough that nobody guesses it, whatever they know of the others."""
    return _MARK + secrets.token_urlsafe(_BYTES)


def digest_of(secret: str) -> str:
    """What is kept of it."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
