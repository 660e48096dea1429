"""Everything beside the placement itself: one reading for the case page."""
