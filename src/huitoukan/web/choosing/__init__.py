"""Choosing something out of many by typing a part of it."""
