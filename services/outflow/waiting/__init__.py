"""等对方办理: what the host owes on our cases, and the 催办函 that we send and receive."""
