"""等对方办理: what home owes on our placements, and the 催办函 that we send and receive."""
