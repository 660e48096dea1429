"""Telling people: an inbox for everybody, channels for those who want to be told elsewhere, digest first."""
