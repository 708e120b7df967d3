"""From the files that somebody brought to typed lists, rows set aside, and what was understood of each sheet."""
