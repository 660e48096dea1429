"""W-17, alike on both sides: which data can be wrong, who owns it, how far a correction has got."""
