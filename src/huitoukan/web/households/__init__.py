"""Households: the box that finds them, the list, and each as it stood on any day."""
