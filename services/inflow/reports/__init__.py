"""What departments need to know of the host side (rulebook 8)."""
