"""A run from the snapshot to the findings on the pages. ``judging.perform`` leads through the rooms."""
