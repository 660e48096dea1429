"""Long-running processes: they wait, remind, raise and carry across; they never decide."""
