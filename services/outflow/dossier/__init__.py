"""Everything beside the case itself: one reading for the case page."""
