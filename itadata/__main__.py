"""The command line."""

from itadata.cli import main

main(prog_name="python -m itadata")
