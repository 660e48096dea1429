"""Incidents: processes that are stuck, what failed and since when, and what people ordered to be done about it."""
