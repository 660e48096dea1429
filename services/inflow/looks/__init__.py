"""Who looked at the sealed data of the person of a case (host side)."""
