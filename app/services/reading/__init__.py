"""Queries of what the core knows: an account's detail, loans. Nothing is decided on a reading."""
