"""The member's own view of his case at home (issue 4: his phone page), beside the processes that it shows."""
