"""Rows that nobody could be linked to without a person's eye: who they are asked of, and what was answered."""
