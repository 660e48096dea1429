"""W-08 AnnualSurvey at the department that organises it: campaign, comparison of lists, differences, report."""
