"""The tales that R3 tells: between them they write every kind of letter that there is."""

from tests.chaos.tale import Tale
from tests.chaos.tales_between import TALES_BETWEEN
from tests.chaos.tales_of_members import TALES_OF_MEMBERS

TALES: tuple[Tale, ...] = (*TALES_OF_MEMBERS, *TALES_BETWEEN)
