"""The verbs of the host's opinion."""
