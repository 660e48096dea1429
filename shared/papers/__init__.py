"""Papers that prove themselves: what a seal in a QR says, how it is made, read and judged (7.1–7.6, S12)."""
