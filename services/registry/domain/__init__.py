"""Rules of the registry: pure functions."""
