"""How much is done at once."""

from typing import Final

ROWS_AT_MOST: Final = 200
"""A branch has some dozens of mobile members, a committee's pile of booklets rarely more than this; and a person has to
look through the dry run line by line before he confirms it (quality.md, People)."""
SLICE_ROWS: Final = 50
"""As many as a list shows on one page: whoever takes a whole page waits for one answer."""
SLICE_SECONDS: Final = 5.0
"""A browser without JavaScript shows nothing while it waits; after this the page comes with what is done so far."""
FIELDS_PER_ROW: Final = 4
"""Row, tick, and what differs from person to person: of an act that differs in more, too little would be common."""
