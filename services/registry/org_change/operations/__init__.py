"""The verbs of an organisation change."""
