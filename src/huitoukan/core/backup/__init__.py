"""Everything a server must not lose, in one file: the database, the files, and a manifest to check both by.

The secret key is not in it: it only signs sessions, and who holds a backup must not be able to forge one.
"""
