"""Rosters come in: declared departures, and old data of members who are out already (W-01, 5.1)."""
