"""The verbs of an agreement; each side works on its own copy and writes to the other."""
