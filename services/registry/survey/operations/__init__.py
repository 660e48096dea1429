"""Verbs of the survey at the department."""
