"""The heap of a process that runs for months."""

import gc

LOOKED_THROUGH_AFTER = 20_000, 20, 20
"""New objects before the young ones are looked through, and so on: a request makes some thousands and drops them."""


def settle_heap() -> None:
    """Called once before serving. What start-up has built (routes, models, mappers: some 300,000 objects) stays for
    good; looking through it at every full collection held up all requests for a large part of a second."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*LOOKED_THROUGH_AFTER)
