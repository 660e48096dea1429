"""Forms as data: one description of fields per act, one template for all."""
