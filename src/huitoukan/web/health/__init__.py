"""What the machine asks of itself: is the server alive, is it ready."""
