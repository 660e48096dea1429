"""W-19: one request for help or question, at home or at the host."""
