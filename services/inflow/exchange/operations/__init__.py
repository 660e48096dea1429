"""The verbs of the exchange at the host."""
