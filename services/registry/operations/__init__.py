"""Verbs of the registry, one file per noun. None commits."""
