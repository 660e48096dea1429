"""Every service's own copy of the organisation tree and of the regions' addresses and keys."""
