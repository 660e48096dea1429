"""Papers of the home side: the activity certificate, the outflow notice, the roster (7.1–7.3)."""
