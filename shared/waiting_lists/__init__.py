"""Routes, calls and urging of 等对方办理; its words and tables (`shared.waiting`) stand beneath the tasks."""
