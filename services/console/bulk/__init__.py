"""One act for many people: which acts allow it, what was chosen, the dry run and the act slice by slice."""
