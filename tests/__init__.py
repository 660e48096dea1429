"""Proofs: what the rulebook and the promises ask, tried on the real programs."""
