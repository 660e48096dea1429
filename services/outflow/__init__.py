"""Home side (流出地): members, mobility cases, certificates' issue register, contact log."""
