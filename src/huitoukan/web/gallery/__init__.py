"""Every component on one page, as the tests render it."""
