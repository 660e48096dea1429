"""Papers of the host side: the receipt, the opinion on a probationary member, the roster, the ledger (7.3–7.5)."""
