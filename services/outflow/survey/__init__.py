"""W-08 on the home side: what branches say of those who have left, and the home list for comparison."""
