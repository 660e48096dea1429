"""W-09, one run for each side's copy of an agreement."""
