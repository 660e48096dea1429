"""Old data: the number of a certificate that was issued before this system gets into the registry."""
