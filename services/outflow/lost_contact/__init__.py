"""W-07: a member with whom contact is lost (失联): search, finding, measure, restoration. Timers ask; people decide."""
