"""A year of invented people on the real stack, and an account of every duty at the end."""
