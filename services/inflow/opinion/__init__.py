"""W-06 at the host: the probationary member is observed (D-56), and the branch gives its written opinion (D-58)."""
