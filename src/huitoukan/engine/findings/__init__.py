"""What a finding says: who, where, the sentence with its numbers, and the rows they came from."""

from huitoukan.engine.findings.steps import finding_steps

__all__ = ["finding_steps"]
