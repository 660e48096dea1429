"""The rehearsal's own account: what people did and when, and what must therefore stand in the databases."""
