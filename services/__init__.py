"""The services: each decides and records what it owns, none calls another."""
