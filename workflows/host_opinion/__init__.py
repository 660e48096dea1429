"""W-06 at the host: the written opinion on a probationary member (D-58)."""
