"""What people owe: one table shape in each service, opened by workflows, closed by acts."""
