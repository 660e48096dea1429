"""Routes of the registry, one file per noun."""
