"""Schema history of the host side's database."""
