"""Every act of a person in the console, as data: who, in which state, which fields, what follows."""
