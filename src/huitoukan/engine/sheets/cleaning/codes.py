"""Words of a closed set: the spellings of a value map, and the spellings that mean blank."""

from __future__ import annotations

import re
import unicodedata

from huitoukan.policy.models import ValueMap

BLANK = ""
"""The canonical word of spellings that mean: nothing is said."""
BLANK_MAP = "blank"
"""The value map whose spellings are blank in every column."""

_NOTE = re.compile(r"\(.*?\)")


class Words:
    """A value map ready to be looked up, together with the words that are blank everywhere."""

    def __init__(self, values: ValueMap | None, blanks: ValueMap | None) -> None:
        self._canonical: dict[str, str] = {}
        for source in (values, blanks):
            for word, spellings in source.values.items() if source else ():
                for spelling in (word, *spellings):
                    self._canonical.setdefault(_key(spelling), word)

    def spellings(self, word: str) -> frozenset[str]:
        """Every spelling of ``word``, in the form in which spellings are compared."""
        return frozenset(key for key, known in self._canonical.items() if known == word and key)

    def look_up(self, text: str) -> str | None:
        """The canonical word of ``text`` (``BLANK`` for blank), None when no spelling fits."""
        key = _key(text)
        found = self._canonical.get(key)
        return found if found is not None or not key else self._canonical.get(_NOTE.sub("", key) or key)


def _key(text: str) -> str:
    flat = re.sub(r"[\s\u200b\ufeff'’‘`]+", "", unicodedata.normalize("NFKC", text)).upper()
    return flat.rstrip("。.,;") or flat
