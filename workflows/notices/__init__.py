"""Telling people: what has happened goes to the registry's inboxes, and from there to the channels people have named.

A loop beside the worker, like `workflows/incidents`: telling is idempotent by keys, so a restart tells nobody twice.
"""
