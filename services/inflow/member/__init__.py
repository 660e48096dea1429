"""The member's own view of his placement at the host (issue 4: his phone page), beside what it shows."""
