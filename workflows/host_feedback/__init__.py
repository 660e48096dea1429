"""W-05 at the host: feedback for each quarter, questions about it, changes to tell, summonses to pass on."""
