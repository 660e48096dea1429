"""The verbs of the exchange at home."""
