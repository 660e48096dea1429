"""W-05 and D-151 at home: what the host writes is read, the member is asked for his yearly report."""
