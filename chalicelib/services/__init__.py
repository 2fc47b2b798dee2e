"""Use cases: one verb a function, every collaborator passed by keyword."""
