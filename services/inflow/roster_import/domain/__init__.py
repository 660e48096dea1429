"""The host's roster without a database: its columns, its rows, and how they differ from what is known."""
