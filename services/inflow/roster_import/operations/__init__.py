"""Checking and importing the host's roster, and its rows for an export."""
