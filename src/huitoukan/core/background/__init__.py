"""What runs without anybody waiting for it: who does it, when it is due, and what becomes of work that failed."""
