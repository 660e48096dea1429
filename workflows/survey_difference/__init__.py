"""W-08: one half of a difference between two lists, until somebody has resolved or carried it."""
