"""Standing in during absence: a colleague holds one's post from a day to a day."""
