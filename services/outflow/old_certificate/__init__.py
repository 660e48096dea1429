"""Old data: certificates that were issued before this system, until the registry knows their numbers (5.1, W-02)."""
