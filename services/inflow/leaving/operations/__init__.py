"""The verbs of releasing; none commits."""
