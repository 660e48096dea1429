"""The verbs of W-17 at the host."""
