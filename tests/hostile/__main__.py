"""Write every hostile workbook into a folder, for trying by hand."""

import sys
from pathlib import Path

from tests.hostile import HOSTILE

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for hostile in HOSTILE:
        (folder / hostile.file_name).write_bytes(hostile.build())
