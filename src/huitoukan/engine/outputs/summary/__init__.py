"""The run on one page: what was found where, how good the lists are, what could not be judged."""

from __future__ import annotations

from huitoukan.engine.outputs.summary.page import write_summary

__all__ = ["write_summary"]
