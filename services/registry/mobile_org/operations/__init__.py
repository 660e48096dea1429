"""The verbs of a mobile-member organisation; each committee works on its own copy."""
