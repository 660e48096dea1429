"""The processes that live on the host side beside the case itself."""

from shared.parts import Part

PARTS: tuple[Part, ...] = ()
