"""W-16 on the home side: cases, members and tasks pass to the organisation that has taken another's place."""
