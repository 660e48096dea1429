"""The report of a service and the list behind each of its figures (rulebook 8), the same in every service."""
