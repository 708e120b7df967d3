"""How well and how fast rows are linked to people: speed, quality, calibration, and an outside check."""
