"""What an uploaded workbook may cost. One place, so that an operator can see why a file was refused."""

from typing import Final

MIB: Final = 1024 * 1024

# A roster of 5,000 rows is about 0.6 MiB; photos pasted into a sheet are the usual reason for more.
MAX_FILE_BYTES: Final = 10 * MIB

# Excel writes 10 to 60 parts. 200,000 empty entries cost more to list than the file weighs.
MAX_ZIP_ENTRIES: Final = 1_000
MAX_ZIP_DIRECTORY_BYTES: Final = 256 * 1024

# 5,000 rows of 18 columns unpack to about 6 MiB; reading 64 MiB of sheet takes about a second.
MAX_UNPACKED_BYTES: Final = 64 * MIB

# Sheets full of styled but empty rows reach about 100 to 1; a made bomb is near deflate's end at 1,032 to 1.
MAX_UNPACK_RATIO: Final = 300
RATIO_MATTERS_FROM_BYTES: Final = 4 * MIB

MAX_SHEETS: Final = 30
MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 200
MAX_CELLS: Final = 600_000
MAX_MERGED_RANGES: Final = 20_000
# Excel's own limit for one cell; longer text does not come from Excel.
MAX_CELL_CHARACTERS: Final = 32_767

# Address space is never less than resident memory, so this keeps the promise of 300 MiB (quality.md S8).
CHILD_MEMORY_BYTES: Final = 290 * MIB
# Processor seconds stop a file that keeps the parser busy; wall seconds stop one that makes it wait.
CHILD_CPU_SECONDS: Final = 2
CHILD_WALL_SECONDS: Final = 2.7
CHILD_OPEN_FILES: Final = 64
# Two at once: the machine's cores, and at most 600 MiB together. The third waits its turn.
CHILDREN_AT_ONCE: Final = 2
TURN_WAIT_SECONDS: Final = 10.0

# A drop-down longer than this is no help: the name is written.
MAX_CHOICES = 500
