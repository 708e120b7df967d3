"""Who is where: households and persons as they were on any day, and the lists that say so."""
