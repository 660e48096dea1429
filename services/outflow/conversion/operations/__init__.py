"""The verbs of W-06, in the order of the procedure."""
