"""The review of links: a list of what waits, and one question at a time."""
