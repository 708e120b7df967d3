"""Cells as bureaus write them, brought to one form a type. What cannot be read becomes null, never a guess."""
