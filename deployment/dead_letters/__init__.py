"""Work that failed five times: what it is, why it failed, and another try."""
