"""The verbs of the host side: load, decide (domain), store, tell; none commits."""
