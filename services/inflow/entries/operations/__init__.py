"""The verbs of entries at the host."""
