"""What the office itself decides of its server."""
