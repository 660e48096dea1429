"""What organisations keep on record about shared management: quotas, invitations, pairing, offices and the like."""
