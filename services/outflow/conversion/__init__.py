"""W-06: the conversion of a probationary member while he is away; the home side runs the procedure (D-41)."""
