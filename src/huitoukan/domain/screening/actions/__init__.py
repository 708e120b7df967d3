"""Asking for runs, and saying what becomes of findings."""
