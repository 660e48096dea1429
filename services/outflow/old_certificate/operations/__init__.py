"""Importing a certificate, its number's way into the registry, and what ends the matter before that."""
