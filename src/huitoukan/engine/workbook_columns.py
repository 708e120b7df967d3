"""The headers of the workbooks that we write and read again, beside those of ``sheets.mended``."""

from __future__ import annotations

KIND = "清单"
"""The title of the list kind that a row is of."""
CANDIDATE = "候选人"
"""Who it might be: a person number, or ``file#sheet#row`` of a roster row."""
ROW_MARK = "行指纹"
CANDIDATE_MARK = "候选指纹"
"""Fingerprints of both records, see :mod:`huitoukan.engine.linkage.fingerprints`."""
