"""Rules over facts: which subjects are findings, and how sure that is."""

from huitoukan.engine.rules.judging import judge, judge_all
from huitoukan.engine.rules.steps import RuleBook, found_steps

__all__ = ["RuleBook", "found_steps", "judge", "judge_all"]
