"""W-12 at the host: entries confirmed by the member, objections reviewed, the role entry of each year asked for."""
