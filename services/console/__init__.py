"""The web console (Chinese); no database of its own."""
