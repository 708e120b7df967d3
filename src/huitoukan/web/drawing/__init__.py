"""Charts and maps as coordinates: a template draws them, so they need no script, print, and can be read aloud."""
