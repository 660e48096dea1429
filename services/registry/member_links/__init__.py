"""One-time links by which a member reaches his own case without an account (docs/decisions/0021)."""
