"""What tests stand on: a real PostgreSQL, keys, a clock, the demo's organisations, people with posts."""
