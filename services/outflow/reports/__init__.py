"""What departments need to know of the home side (rulebook 8)."""
