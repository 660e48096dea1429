"""Watching for processes that are stuck, and carrying out what people order to be done about them.

No workflow: who watches the workflows must not depend on them. A loop beside the worker, as the relay is beside a
service; it holds nothing that a restart could lose.
"""
