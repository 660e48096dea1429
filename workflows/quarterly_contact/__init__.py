"""W-04: the home branch contacts the member at least once a quarter (D-38)."""
