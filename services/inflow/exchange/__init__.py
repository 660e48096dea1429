"""What the host branch tells home and hears from it, and how it looks after the member (W-05, D-52…D-57, W-19)."""
