"""What an area may be called."""

from __future__ import annotations

import unicodedata

from huitoukan.messages import Mendable, say

LONGEST = 60


class WrongName(Mendable):
    """Text that is no name of an area."""


def tidy_name(text: str) -> str:
    """``text`` as it is kept: full-width forms narrowed, no blanks. Raises :class:`WrongName`."""
    name = "".join(unicodedata.normalize("NFKC", text).split()) if _is_chinese(text) else " ".join(text.split())
    if not name or len(name) > LONGEST or not name.isprintable():
        raise WrongName(say("area.name_shape", name=name[:LONGEST], longest=LONGEST))
    return name


def _is_chinese(text: str) -> bool:
    """Chinese names hold no blanks; those of other writings may."""
    return any("\u3400" <= character <= "\u9fff" for character in text)
