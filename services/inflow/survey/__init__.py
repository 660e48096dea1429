"""W-08 on the host side: what branches say of those who have come, and the host list for comparison."""
