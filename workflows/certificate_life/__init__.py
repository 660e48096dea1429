"""W-02 at home after the issue: yearly check, loss, replacement, and what the registry must know of numbers."""
