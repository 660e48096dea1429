"""The verbs of the home side: load, decide (domain), store, tell; none commits."""
