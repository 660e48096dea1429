"""The verbs of leaving; none commits."""
