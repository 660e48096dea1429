"""Agreements on shared management (共管协议, W-09): drafted, negotiated by letter, signed by both, consulted, ended."""
