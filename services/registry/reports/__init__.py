"""What departments need to know of organisations among themselves (rulebook 8)."""
