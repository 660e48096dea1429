"""What the working lists of both sides have in common: where in the tree, which days, which situation, which order."""
