"""Asking about runs and findings."""
