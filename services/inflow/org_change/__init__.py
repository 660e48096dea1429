"""W-16 on the host side: placements, rosters and tasks pass to the organisation that has taken another's place."""
