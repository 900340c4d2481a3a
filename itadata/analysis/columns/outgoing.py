"""What a column is to the outside: a link that leads there, a person who is not to be named."""

LINK_COLUMNS = ("evidence", "evidence_before", "source")
"""The columns in whose texts an address of the web leads there."""

PERSONAL_COLUMNS = frozenset({"reporter", "position", "telephone", "certifier", "contact"})
"""The columns that tell of persons: they leave only in what the province takes for itself."""
