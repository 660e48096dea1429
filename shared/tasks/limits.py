"""What lists of tasks and the words beside a task may hold. One place, so that an operator can see why."""

from typing import Final

# 三天内: the third part of the first page (quality.md, People).
DUE_SOON_DAYS: Final = 3

# One answer of a service; a screen asks for the next one.
PAGE_AT_MOST: Final = 200
PAGE_BY_DEFAULT: Final = 50

# What one page of the console lists of each service: a branch owes tens, a county hundreds; beyond it, one filters.
LISTED_AT_MOST: Final = 2_000

COMMENT_CHARACTERS: Final = 2_000

# Ten MiB, like a roster workbook (shared/workbooks/limits.py): a scan of some pages, a photo, a table.
ATTACHMENT_BYTES: Final = 10 * 1024 * 1024
ATTACHMENTS_OF_A_TASK: Final = 20
ATTACHMENT_NAME_CHARACTERS: Final = 80
