"""Judging the registry: asking for a run, watching it, what came of it, and two of them side by side."""
