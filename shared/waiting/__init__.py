"""等对方办理: what the other side of a case owes, and the letters that urge it."""
