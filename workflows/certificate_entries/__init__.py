"""W-12 at the host: entries are confirmed by the member, objections reviewed, the year's role entry is not forgotten."""
