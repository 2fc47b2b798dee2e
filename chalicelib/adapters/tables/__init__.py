"""The tables as pynamodb models, and the stores that map them to domain values."""
