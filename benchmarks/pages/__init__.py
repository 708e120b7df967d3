"""What our pages cost beside bare Django pages."""
