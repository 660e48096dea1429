"""The processes that organisations and departments have with each other."""

from shared.parts import Part

PARTS: tuple[Part, ...] = ()
