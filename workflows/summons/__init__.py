"""D-39: one summons, until it is answered or its day is past."""
