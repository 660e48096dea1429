"""W-15, one run for each committee's copy of a mobile-member organisation."""
