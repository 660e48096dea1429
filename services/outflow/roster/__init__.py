"""A roster workbook as it comes: recognised, checked row by row, handed back with what is wrong and how to mend it."""
