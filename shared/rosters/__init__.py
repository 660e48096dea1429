"""Rosters of either side, row by row: what is new, changed, in conflict or wrong; and that it comes in once."""
