"""The yearly survey (排查, W-08): what both sides of the river count in the same way."""
