"""D-67: findings against organisations that refused under a pretext, and what was done about them."""
