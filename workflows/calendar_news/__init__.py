"""Tells every running process that a year's holidays have been published (rulebook 5.1)."""
