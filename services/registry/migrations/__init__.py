"""Schema history of the registry's database."""
