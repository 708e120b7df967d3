"""A registered list beside the registry: what each of its records would change. Sets are compared, not rows."""
