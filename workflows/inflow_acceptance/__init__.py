"""W-03 at the host: verify, place, enrol; silence only rises."""
