"""Policy packs: legal terms, closed lists and ladders of escalation as versioned data."""
