"""Working lists of the console: what is wanted, which columns show it, the views of it, and its workbook."""
