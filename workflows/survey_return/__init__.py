"""W-08: what one branch or committee owes to a campaign, on one side."""
