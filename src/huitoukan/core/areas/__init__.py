"""Where: the tree of areas, from the province down to the group."""
