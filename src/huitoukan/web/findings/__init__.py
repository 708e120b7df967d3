"""What runs found: the list, the evidence behind each, and what people say of it."""
