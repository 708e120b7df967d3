"""Bringing lists: upload, a look at what they are and what they would change, and landing."""
