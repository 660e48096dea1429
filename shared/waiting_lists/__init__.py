"""Routes and calls of 等对方办理; its words and tables (`shared.waiting`) stand beneath the tasks, these above them."""
