"""W-01 at home: from the declaration to the case being active, whatever the host answers."""
