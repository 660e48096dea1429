"""W-08 AnnualSurvey (排查): one per department and year; the branches have small workflows of their own."""
