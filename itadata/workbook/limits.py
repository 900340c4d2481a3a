"""Limits of one workbook; each has its own sentence in `itadata.findings`."""

MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED_BYTES = 256 * 1024 * 1024
MAX_ZIP_MEMBERS = 2_000
MAX_COMPRESSION_RATIO = (
    80  # unpacked ÷ packed of a large part; a full table of text comes to about 20
)
LARGE_PART_BYTES = 32 * 1024 * 1024
MAX_TOKEN_BYTES = 1024 * 1024  # bytes from one ">" of the XML to the next
MAX_SHEETS = 200
MAX_CELLS = 1_500_000
MAX_TEXT = 20_000_000  # characters in all cells
MAX_SPAN_CELLS = 2_000_000  # cells from A1 to the last value, of all sheets together
MAX_MERGED_CELLS = 100_000
# Cells with a value, or as much XML: up to here openpyxl; beyond, calamine, ten times as fast.
MAX_CELLS_FOR_OPENPYXL = 60_000

MEMORY_BYTES = 1024**3
# Of processor time, so that a busy machine refuses nobody's file.
SECONDS = 5
# Beyond what openpyxl reads, time goes with size alone, so a large table may have more of it.
SECONDS_PER_MILLION_CELLS = 40
SECONDS_TO_START = 60
# Of the clock on the wall, for each second of processor time; it ends a worker that hangs.
WALL_CLOCK_FACTOR = 12


def seconds_for(cells: int) -> int:
    """The seconds of processor time that a workbook of so many cells may take."""
    if cells <= MAX_CELLS_FOR_OPENPYXL:
        return SECONDS
    return SECONDS + cells * SECONDS_PER_MILLION_CELLS // 1_000_000
