"""What every part of the server stands on: areas, people and their rights, the audit trail, the office's settings."""
