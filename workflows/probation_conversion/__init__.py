"""W-06 at home: the conversion of a probationary member who is away (D-41)."""
