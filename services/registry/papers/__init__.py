"""Agreements on paper; whether a sealed paper is good; the signed list of what is void (7.6, S12)."""
