"""条例 Art 31(6): six months without taking part, paying dues or working, and no good reason. Apart from W-07."""
