"""The verbs of W-07."""
