"""W-07 at home: search, finding, measure, the two years. Every timer asks; none decides."""
