"""W-01 to its ends: the member moves on, comes back, is transferred, or ceases to be a member."""
