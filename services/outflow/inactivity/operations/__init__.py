"""The verbs of Art 31(6)."""
