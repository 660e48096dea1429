"""Journeys: one member's whole way through the real stack, each step taken by the person whose task it is."""
