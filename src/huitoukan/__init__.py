"""huitoukan (回头看): finds households that need help or were judged wrongly, and says why."""

__version__ = "0.1.0"
