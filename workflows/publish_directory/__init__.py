"""Keeps every service's copy of the organisation directory up to date."""
