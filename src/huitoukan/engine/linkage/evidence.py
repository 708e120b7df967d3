"""What speaks for and against a link, in words made by SQL from the levels of a comparison."""

from __future__ import annotations

from huitoukan.engine.linkage.comparing import LEVEL_WEIGHTS
from huitoukan.messages import say

# One word serves each weight: what is worth something is said, and by one name.
WORDS = {f"word_{w}": say(f"linkage.word_{w}").text("zh") for ws in LEVEL_WEIGHTS.values() for w in ws.values()}


def evidence_sql(comparison: str) -> str:
    """The words for one comparison, ``comparison`` being its alias, joined by ；."""
    said = ", ".join(
        f"CASE {comparison}.{level} " + " ".join(f"WHEN {v} THEN $word_{w}" for v, w in words.items()) + " END"
        for level, words in LEVEL_WEIGHTS.items()
    )
    return f"concat_ws('；', {said})"
