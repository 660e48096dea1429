"""The console, against small fakes of the three services."""
