"""The rules of the home side: pure functions and tables that can be read beside the rulebook."""
