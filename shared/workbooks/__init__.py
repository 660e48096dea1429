"""Excel workbooks from strangers: read in a limited child process, written so that no text becomes a formula."""
