"""The work behind an import, task by task. It is the server's own doing: whoever asked for it had the right to."""
