"""What happened, in sentences; and whether what is stored still is what was received."""
