"""Which policy pack the office works by, with the values it has set itself, version by version."""
