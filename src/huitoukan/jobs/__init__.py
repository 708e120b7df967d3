"""The background at work: the timetable, and the worker that keeps it and does what is in the queue."""
