"""Routes and calls of 等对方办理, and urging; its words and tables (`shared.waiting`) stand beneath the tasks, these above them."""
