"""What people are to be told of tasks: counts for the morning, and reminders and rises as they happen."""
