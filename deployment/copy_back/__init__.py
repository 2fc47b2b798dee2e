"""Records that are missing in a table, put back from a copy of it as it was."""
