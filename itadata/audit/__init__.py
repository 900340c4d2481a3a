"""The log of events in sentences, and the verification of everything stored."""
