"""等对方办理: what the other party owes on our agreements, and the 催办函 that we send and receive."""
