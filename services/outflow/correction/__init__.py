"""W-17: wrong data is put right by the side that owns it, and both sides are told; members registered twice."""
