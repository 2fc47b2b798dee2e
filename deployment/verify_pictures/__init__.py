"""Proves that the pictures of an attempt are those that were looked at."""
