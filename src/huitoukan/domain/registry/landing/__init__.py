"""Writing what lists say into the registry, a few rows at a time, and taking it back. See docs/adr/0015."""
