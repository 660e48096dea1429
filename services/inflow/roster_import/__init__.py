"""The host's roster comes back: what the branch keeps itself is brought up to date (D-51, D-57, D-152)."""
