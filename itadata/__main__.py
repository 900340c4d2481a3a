"""The command line."""

import gc

from itadata.cli import main

# A large file makes millions of objects that all live: looking for garbage among them so often
# takes a fifth of the time.
gc.set_threshold(100_000, 20, 20)
main(prog_name="python -m itadata")
