"""W-02 after the issue: the yearly check, loss and replacement, what hosts write in the booklet, false entries."""
