"""Who has seen whose personal data in full, why and for how long; and who has opened whose file."""
