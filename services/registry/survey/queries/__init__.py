"""Reading surveys: the campaign with its progress, differences, the report, views."""
