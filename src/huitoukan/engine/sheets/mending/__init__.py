"""Rows that were set aside come back mended, in the place of the original ones."""
