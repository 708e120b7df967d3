"""The headers of the workbooks that we write and read again, beside those of ``sheets.mended``."""

from __future__ import annotations

KIND = "清单"
"""The title of the list kind that a row is of."""
CANDIDATE = "候选人"
"""Who it might be: a person number, or ``file#sheet#row`` of a roster row."""
ROW_MARK = "行指纹"
CANDIDATE_MARK = "候选指纹"
"""Fingerprints of both records, see :mod:`huitoukan.engine.linkage.fingerprints`."""

RULE = "规则编号"
PROBLEM = "问题"
"""A finding's rule, by its id or by its title."""
TOWNSHIP = "乡镇"
VILLAGE = "村"
HOUSEHOLD_NO = "户编号"
PERSON_NO = "人编号"
NAME = "姓名"
EVIDENCE = "豁免依据"
UNTIL = "有效期至"
"""An accepted exemption: why, and the last day it holds."""
