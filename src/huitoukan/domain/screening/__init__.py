"""Runs of the checks over the registry and the month's lists, what they find, and what people say of it."""
