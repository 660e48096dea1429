"""A few tests guard the whole system: what must never be forgotten should not depend on memory."""
