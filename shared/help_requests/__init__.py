"""A member asks for help or puts a question: the same on both sides (W-19, D-16, D-47)."""
