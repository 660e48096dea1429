"""The verbs of branches and committees in a survey (D-30). Rows are locked committee first, then branch, then tasks."""
