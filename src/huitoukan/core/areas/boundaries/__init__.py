"""Outlines of areas for the map: read from a GeoJSON file, checked, and kept with each area."""
