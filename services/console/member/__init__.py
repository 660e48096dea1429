"""The page of a member on his phone: his own case on both sides, and what he says himself."""
