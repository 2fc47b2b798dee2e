"""The services' ports, fulfilled in memory, and sample values for tests."""
