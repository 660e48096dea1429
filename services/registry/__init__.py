"""What both sides share: organisations, posts, sessions, certificate numbers, policy packs, calendars."""
