"""Host side (流入地): placements, host roster, refusals and their review."""
