"""W-17 at the host: it owns the contact data of the placement, and reports what is wrong with the rest."""
