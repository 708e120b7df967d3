"""User names: one spelling for each, so that two accounts cannot look alike and a lock cannot be walked around."""

from __future__ import annotations

import re
import unicodedata

from huitoukan.messages import Mendable, say

LONGEST = 60
_SHAPE = re.compile(r"\w[\w.@-]{1,59}")


class WrongName(Mendable):
    """A user name that cannot be given."""


def normalised(typed: str) -> str:
    """The one spelling: ``Ａdmin `` and ``ADMIN`` are ``admin``."""
    folded = unicodedata.normalize("NFKC", typed).strip().casefold()
    return unicodedata.normalize("NFKC", folded)


def tidy(typed: str) -> str:
    """What somebody is called, or where they work, on one line. Raises :class:`WrongName`.

    Signs that turn what follows around would make an entry of the trail read as another.
    """
    text = " ".join(typed.split())
    if not text.isprintable():
        raise WrongName(say("account.name_shape"))
    return text


def checked(typed: str) -> str:
    """The spelling under which an account is kept. Raises :class:`WrongName`."""
    name = normalised(typed)
    if not _SHAPE.fullmatch(name):
        raise WrongName(say("account.username_shape"))
    return name
