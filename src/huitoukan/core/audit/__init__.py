"""What was done, by whom, and when: a trail that can only grow."""
