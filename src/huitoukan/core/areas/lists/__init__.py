"""A county's own list of areas: read, compared with what is there, and taken over whole or not at all."""
