"""W-08: comparing lists between a department and one region; each party has a workflow of its own."""
