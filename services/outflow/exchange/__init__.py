"""What the home branch hears from the host and the member, and calls him to (W-05, D-34, D-39, D-151, D-152, W-19)."""
