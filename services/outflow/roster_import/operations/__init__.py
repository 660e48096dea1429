"""Checking rosters against what this system knows, and importing them."""
