"""Who may see and do what, tried on every route (quality.md S1, S4, S6)."""
