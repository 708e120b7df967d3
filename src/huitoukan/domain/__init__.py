"""What the office works on: one app a subject, all of them on the ground floor of ``core``."""
