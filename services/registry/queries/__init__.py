"""Read-only selects of the registry, written for the screens."""
