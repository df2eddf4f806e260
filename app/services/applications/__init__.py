"""Applying for a service (办件): from the pre-check to the end of the core's order."""
