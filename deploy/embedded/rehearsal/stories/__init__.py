"""What the invented people do, one file for each process; a story yields the moments at which somebody acts next."""
