"""W-17: the side that owns the field is asked to decide."""
