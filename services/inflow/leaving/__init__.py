"""A placement to its end: the member moves on, returns, is transferred; the host releases him (W-01, 5.1)."""
